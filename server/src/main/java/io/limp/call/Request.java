package io.limp.call;

import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.call.query.WireQuery;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call as it came in, its token checked and nothing else.
 *
 * @param origin where it came from
 * @param level which generation of clients sent it
 * @param session whose call it is; empty: the anonymous session's
 * @param endpoint {@code module/method} as the client wrote it
 * @param query the query part
 * @param doc the document part as plain JSON
 */
public record Request(
    Origin origin,
    Level level,
    Optional<Id> session,
    String endpoint,
    WireQuery query,
    Map<String, @Nullable Object> doc) {
  /**
   * Where a call comes from.
   *
   * @param transport over which it came
   * @param address the peer's network address as text
   * @param userAgent what the client says it is; empty when it does not
   * @param page the origin of the web page that connects; empty: no page, or one that a browser
   *     does not tell
   */
  public record Origin(Transport transport, String address, String userAgent, String page) {}

  /** The ways in. */
  public enum Transport {
    WEBSOCKET,
    HTTP_GET,
    HTTP_POST
  }
}
