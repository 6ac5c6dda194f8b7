package io.limp.call;

import io.limp.call.Sessions.Live;
import io.limp.call.query.WireQuery;
import java.time.Instant;
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
      WireQuery query,
      Map<String, @Nullable Object> doc,
      @Nullable Object callId) {}

  /** Reads the call; the session is the connection's own, empty while it is anonymous. */
  static Decoded call(Envelope envelope, Optional<Live> session, Instant now) {
    Map<String, @Nullable Object> call =
        envelope.isSigned() ? unexpired(signed(envelope, session), now) : envelope.frame();
    String endpoint = endpoint(call);
    if (!envelope.isSigned() && session.isPresent() && !signsIn(call)) {
      throw Codes.invalidToken();
    }
    if (!call.containsKey("sid")) {
      throw Codes.invalidFrame("The frame has no 'sid'.");
    }
    return new Decoded(endpoint, query(call), doc(call), call.getOrDefault("call_id", ""));
  }

  /** True for a plain frame that signs in, which needs no session to be in order. */
  static boolean signsIn(Map<String, @Nullable Object> frame) {
    return frame.get("endpoint") instanceof String endpoint
        && SIGN_IN.contains(endpoint.toLowerCase(Locale.ROOT));
  }

  private static Map<String, @Nullable Object> signed(Envelope envelope, Optional<Live> session) {
    Optional<Map<String, @Nullable Object>> call =
        envelope.signedWith(session.map(Live::token).orElse(ANON_TOKEN));
    if (call.isPresent()) {
      return call.get();
    }
    // Signing in is never signed with a session's token, so on a signed-in connection it comes with
    // the anonymous one.
    return envelope
        .signedWith(ANON_TOKEN)
        .filter(DecodeCall::signsIn)
        .orElseThrow(Codes::invalidToken);
  }

  private static Map<String, @Nullable Object> unexpired(
      Map<String, @Nullable Object> call, Instant now) {
    if (isExpired(call, now)) {
      throw Codes.invalidToken();
    }
    return call;
  }

  /** True when the moment is past that the call names, or what it names is no moment. */
  static boolean isExpired(Map<String, @Nullable Object> call, Instant now) {
    return call.containsKey("exp")
        && (!(call.get("exp") instanceof Number exp)
            || exp.doubleValue() * 1000 <= now.toEpochMilli());
  }

  private static String endpoint(Map<String, @Nullable Object> call) {
    Object endpoint = call.getOrDefault("endpoint", "");
    if (endpoint instanceof String text) {
      return text;
    }
    throw Codes.invalidFrame("'endpoint' must be a text.");
  }

  private static WireQuery query(Map<String, @Nullable Object> call) {
    if (!call.containsKey("query")) {
      return WireQuery.NONE;
    }
    // Level 6's steps are taken too; a list without any is no query of level 1, as recorded.
    return WireQuery.of(call.get("query"))
        .filter(query -> !query.equals(new WireQuery.Steps(List.of())))
        .orElseThrow(() -> Codes.invalidFrame("'query' must be an object or a list."));
  }

  private static Map<String, @Nullable Object> doc(Map<String, @Nullable Object> call) {
    if (!call.containsKey("doc")) {
      return Map.of();
    }
    if (call.get("doc") instanceof Map<?, ?> object) {
      return Json.object(object);
    }
    throw Codes.invalidFrame("'doc' must be an object.");
  }
}
