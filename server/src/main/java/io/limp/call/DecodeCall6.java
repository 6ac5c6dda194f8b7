package io.limp.call;

import io.limp.call.query.WireQuery;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A level-6 frame, {@code {"token": "<JWT>", "call_id"}}, to the call in it. */
final class DecodeCall6 {
  private DecodeCall6() {}

  /**
   * The call in a frame. What is wrong with its parts is told when they are asked for, since some
   * endpoints need none.
   */
  record Decoded(Map<String, @Nullable Object> call) {
    /** What the client will know the answer by; any JSON value, null when it gives none. */
    @Nullable Object callId() {
      return call.get("call_id");
    }

    /** As the client wrote it; null when it gives none. */
    @Nullable String endpoint() {
      Object endpoint = call.get("endpoint");
      if (endpoint == null || endpoint instanceof String) {
        return (String) endpoint;
      }
      throw Codes.invalidFrame("'endpoint' must be a text.");
    }

    /** A list of steps or, as level 1 has it, an object; none and null stand for no steps. */
    WireQuery query() {
      if (!call.containsKey("sid")) {
        throw Codes.invalidFrame("The frame has no 'sid'.");
      }
      Object query = call.get("query");
      if (query instanceof Map<?, ?> terms) {
        terms.forEach(Decoded::refuseBareTerm);
      }
      return query == null
          ? WireQuery.NONE
          : WireQuery.of(query)
              .orElseThrow(() -> Codes.invalidFrame("'query' must be a list of steps."));
    }

    /** Level 1 ignores it; here it is a step that somebody forgot to put into a list. */
    private static void refuseBareTerm(Object name, @Nullable Object term) {
      boolean special = ((String) name).startsWith("$");
      if (!special && !(term instanceof Map<?, ?> given && given.containsKey("val"))) {
        throw Codes.invalidFrame(
            "'query' must be a list of steps; in an object '%s' needs a \"val\".".formatted(name));
      }
    }

    Map<String, @Nullable Object> doc() {
      if (!call.containsKey("doc")) {
        return Map.of();
      }
      if (call.get("doc") instanceof Map<?, ?> object) {
        return Json.object(object);
      }
      throw Codes.invalidFrame("'doc' must be an object.");
    }
  }

  /**
   * Reads the call.
   *
   * @param key the token of the connection's session
   * @throws io.limp.api.Refusal when the frame was not signed with it, or no longer holds
   */
  static Decoded call(Envelope envelope, String key, Sessions sessions) {
    Map<String, @Nullable Object> call =
        envelope.isSigned()
            ? envelope.signedWith(key).orElseThrow(Codes::invalidToken)
            : refuseUnsigned();
    boolean dated = !call.containsKey("iat") || call.get("iat") instanceof Long;
    if (!dated || DecodeCall.isExpired(call, sessions.now())) {
      throw Codes.invalidToken();
    }
    return new Decoded(call);
  }

  private static Map<String, @Nullable Object> refuseUnsigned() {
    throw Codes.invalidToken();
  }
}
