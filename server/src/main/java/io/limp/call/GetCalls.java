package io.limp.call;

import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.Request.Origin;
import io.limp.call.Sessions.Live;
import io.limp.call.query.WireQuery;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calls that come by HTTP GET: the same pipeline, with the path's last two parts as the query's
 * {@code _id} and {@code var}.
 */
public final class GetCalls implements HttpCalls {
  private final Supplier<CallPipeline> pipeline;
  private final Sessions sessions;

  /**
   * @param pipeline asked for each call: after a reload it is another one
   */
  public GetCalls(Supplier<CallPipeline> pipeline, Sessions sessions) {
    this.pipeline = pipeline;
    this.sessions = sessions;
  }

  @Override
  public Reply get(
      Origin origin, Optional<String> bearer, String module, String method, String id, String var) {
    CallPipeline now = pipeline.get();
    if (!now.has(module, method)) {
      throw Codes.methodNotAllowed();
    }
    WireQuery query =
        new WireQuery.Terms(Map.of("_id", Map.of("val", id), "var", Map.of("val", var)));
    return now.run(
        new Request(
            origin, Level.ONE, bearer.map(this::session), module + "/" + method, query, Map.of()));
  }

  /** The session that {@code <session id>:<token>} proves. */
  private Id session(String bearer) {
    int colon = bearer.indexOf(':');
    Optional<Live> live =
        colon < 0 ? Optional.empty() : Id.find(bearer.substring(0, colon)).flatMap(sessions::find);
    return live.filter(found -> found.hasToken(bearer.substring(colon + 1)))
        .map(Live::id)
        .orElseThrow(
            () ->
                Refusal.of(
                    403, "CORE_SESSION_INVALID_XAUTH", "X-Auth headers could not be verified."));
  }
}
