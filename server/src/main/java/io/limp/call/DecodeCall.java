package io.limp.call;

import io.limp.call.Json.NotJson;
import io.limp.call.Sessions.Live;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A level-1 frame to the call in it: a plain object, or {@code {"token": "<JWT>"}} whose payload is
 * one.
 *
 * <p>While nobody has signed in both forms are taken, the token signed with {@code __ANON}. A
 * session's calls must be signed with its token, except those that sign in.
 */
final class DecodeCall {
  private static final String ANON_TOKEN = "__ANON";
  private static final List<String> SIGN_IN = List.of("session/auth", "session/reauth");

  private DecodeCall() {}

  /**
   * The call in a frame.
   *
   * @param callId what the client will know the answer by; any JSON value
   */
  record Decoded(
      String endpoint,
      Map<String, @Nullable Object> query,
      Map<String, @Nullable Object> doc,
      @Nullable Object callId) {}

  /** The frame's object; a frame that is no JSON object has no call to answer. */
  static Map<String, @Nullable Object> object(String frame) {
    return objectOf(frame, "A frame must be a JSON object");
  }

  /**
   * The id by which the client will know the answer, whether or not the frame proves to be in
   * order.
   */
  static @Nullable Object callId(Map<String, @Nullable Object> frame) {
    if (frame.containsKey("call_id")
        || !(frame.get("token") instanceof String token)
        || frame.containsKey("endpoint")) {
      return frame.getOrDefault("call_id", frame.containsKey("endpoint") ? "" : null);
    }
    return Tokens.unverified(token)
        .flatMap(DecodeCall::quietly)
        .map(payload -> payload.get("call_id"))
        .orElse(null);
  }

  private static Optional<Map<String, @Nullable Object>> quietly(String payload) {
    try {
      return Json.read(payload) instanceof Map<?, ?> map
          ? Optional.of(copy(map))
          : Optional.empty();
    } catch (NotJson e) {
      return Optional.empty(); // only the id was wanted; the token is refused by its signature
    }
  }

  /** Reads the call; the session is the connection's own, empty while it is anonymous. */
  static Decoded call(Map<String, @Nullable Object> frame, Optional<Live> session) {
    boolean signed =
        frame.get("token") instanceof String
            && !frame.containsKey("endpoint")
            && !frame.containsKey("sid");
    Map<String, @Nullable Object> call =
        signed ? payload((String) frame.get("token"), session) : frame;
    String endpoint = endpoint(call);
    if (!signed && session.isPresent() && !signsIn(call)) {
      throw Codes.invalidToken();
    }
    if (!call.containsKey("sid")) {
      throw Codes.invalidFrame("The frame has no 'sid'.");
    }
    return new Decoded(
        endpoint, part(call, "query"), part(call, "doc"), call.getOrDefault("call_id", ""));
  }

  /** True for a plain frame that signs in, which needs no session to be in order. */
  static boolean signsIn(Map<String, @Nullable Object> frame) {
    return frame.get("endpoint") instanceof String endpoint
        && SIGN_IN.contains(endpoint.toLowerCase(Locale.ROOT));
  }

  private static Map<String, @Nullable Object> payload(
      @Nullable String token, Optional<Live> session) {
    String given = token == null ? "" : token;
    Optional<String> payload = Tokens.verified(given, session.map(Live::token).orElse(ANON_TOKEN));
    if (payload.isPresent()) {
      return unexpired(payload.get());
    }
    // Signing in is never signed with a session's token, so on a signed-in connection it comes with
    // the anonymous one.
    Map<String, @Nullable Object> call =
        unexpired(Tokens.verified(given, ANON_TOKEN).orElseThrow(Codes::invalidToken));
    if (!signsIn(call)) {
      throw Codes.invalidToken();
    }
    return call;
  }

  private static Map<String, @Nullable Object> unexpired(String payload) {
    Map<String, @Nullable Object> call =
        objectOf(payload, "A token's payload must be a JSON object");
    if (call.containsKey("exp")
        && (!(call.get("exp") instanceof Number exp)
            || exp.doubleValue() * 1000 <= System.currentTimeMillis())) {
      throw Codes.invalidToken();
    }
    return call;
  }

  private static String endpoint(Map<String, @Nullable Object> call) {
    Object endpoint = call.getOrDefault("endpoint", "");
    if (endpoint instanceof String text) {
      return text;
    }
    throw Codes.invalidFrame("'endpoint' must be a text.");
  }

  private static Map<String, @Nullable Object> part(
      Map<String, @Nullable Object> call, String name) {
    if (!call.containsKey(name)) {
      return Map.of();
    }
    if (call.get(name) instanceof Map<?, ?> object) {
      return copy(object);
    }
    throw Codes.invalidFrame("'" + name + "' must be an object.");
  }

  private static Map<String, @Nullable Object> objectOf(String text, String otherwise) {
    try {
      if (Json.read(text) instanceof Map<?, ?> map) {
        return copy(map);
      }
    } catch (NotJson e) {
      throw Codes.invalidFrame(otherwise + ": " + e.getMessage());
    }
    throw Codes.invalidFrame(otherwise + ".");
  }

  private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put((String) key, value));
    return copy;
  }
}
