package io.limp.call;

import io.limp.api.Refusal;
import io.limp.api.Reply;
import java.util.List;
import java.util.function.Consumer;

/** What {@code GET} and {@code POST /module/method/arg/arg...} run. */
public interface HttpCalls {
  /** By which HTTP methods the path is reached; none: there is no such path. Does not block. */
  List<String> methods(List<String> path);

  /**
   * Runs a method as any other call. May block.
   *
   * @param instead told on another thread why there is no reply, when this one does not come back
   *     in time
   * @throws Refusal whatever keeps it from being answered, our own faults included
   * @throws CallDeadline.TooLate when {@code instead} was told: nothing is to be done any more
   */
  Reply call(HttpCall request, Consumer<Refusal> instead);
}
