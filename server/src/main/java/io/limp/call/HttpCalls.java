package io.limp.call;

import io.limp.api.Refusal;
import io.limp.api.Reply;
import java.util.Optional;

/** What {@code GET /module/method/id/var} runs. */
@FunctionalInterface
public interface HttpCalls {
  /**
   * Runs a GET method as any other call. May block.
   *
   * @param bearer {@code <session id>:<token>} as the client sent it; empty: the anonymous session
   * @param module in lower case
   * @param method in lower case
   * @param id the third part of the path, decoded
   * @param var the fourth part of the path, decoded
   * @throws Refusal with 405 when there is no such module or method, or when it may not be called
   *     by GET
   */
  Reply get(
      Request.Origin origin,
      Optional<String> bearer,
      String module,
      String method,
      String id,
      String var);
}
