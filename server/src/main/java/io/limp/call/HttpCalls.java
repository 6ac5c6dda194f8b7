package io.limp.call;

import io.limp.api.Refusal;
import io.limp.api.Reply;
import java.util.List;

/** What {@code GET} and {@code POST /module/method/arg/arg...} run. */
public interface HttpCalls {
  /** By which HTTP methods the path is reached; none: there is no such path. Does not block. */
  List<String> methods(List<String> path);

  /**
   * Runs a method as any other call. May block.
   *
   * @throws Refusal whatever keeps it from being answered, our own faults included
   */
  Reply call(HttpCall request);
}
