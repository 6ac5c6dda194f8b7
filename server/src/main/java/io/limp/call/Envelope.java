package io.limp.call;

import io.limp.call.Json.NotJson;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A frame that has been opened, its signature not checked: a plain object that is a call, or {@code
 * {"token": "<JWT>"}} whose payload is one; from level 6 on with a {@code call_id} beside the
 * token.
 */
final class Envelope {
  private final Map<String, @Nullable Object> frame;
  private final Optional<SignedToken> token;

  /** What the token holds; null when there is no token, or no object in it. */
  private final @Nullable Map<String, @Nullable Object> content;

  private Envelope(Map<String, @Nullable Object> frame) {
    this.frame = frame;
    token =
        isSigned() && frame.get("token") instanceof String text
            ? SignedToken.read(text)
            : Optional.empty();
    content = token.map(SignedToken::payload).map(Envelope::quietly).orElse(null);
  }

  /**
   * Opens a frame.
   *
   * @throws io.limp.api.Refusal when it is no JSON object, so that there is no call to answer
   */
  static Envelope open(String frame) {
    return new Envelope(object(frame, "A frame must be a JSON object"));
  }

  /** True when the call is in a token. */
  boolean isSigned() {
    return frame.get("token") instanceof String
        && !frame.containsKey("endpoint")
        && !frame.containsKey("sid");
  }

  /** The frame itself: the call, if it is not signed. */
  Map<String, @Nullable Object> frame() {
    return frame;
  }

  /**
   * The call in the token, if that was signed with the key.
   *
   * @throws io.limp.api.Refusal when what was signed is no JSON object
   */
  Optional<Map<String, @Nullable Object>> signedWith(String key) {
    return token
        .filter(given -> given.isSignedWith(key))
        .map(
            given ->
                content != null
                    ? content
                    : object(given.payload(), "A token's payload must be a JSON object"));
  }

  /** What the call names, for the log; nobody has checked it. */
  @Nullable Object endpoint() {
    return (content == null ? frame : content).get("endpoint");
  }

  /** The query in the call; nobody has checked it. */
  @Nullable Object query() {
    return (content == null ? frame : content).get("query");
  }

  /**
   * The id by which the client will know the answer, whether or not the frame proves to be in
   * order; any JSON value.
   */
  @Nullable Object callId() {
    if (isSigned() && !frame.containsKey("call_id")) {
      return content == null ? null : content.get("call_id");
    }
    return frame.getOrDefault("call_id", frame.containsKey("endpoint") ? "" : null);
  }

  private static @Nullable Map<String, @Nullable Object> quietly(String payload) {
    try {
      return Json.readObject(payload);
    } catch (NotJson e) {
      return null; // told when the signature proves to be right
    }
  }

  private static Map<String, @Nullable Object> object(String text, String otherwise) {
    try {
      Map<String, @Nullable Object> object = Json.readObject(text);
      if (object != null) {
        return object;
      }
    } catch (NotJson e) {
      throw Codes.invalidFrame(otherwise + ": " + e.getMessage() + ".");
    }
    throw Codes.invalidFrame(otherwise + ".");
  }
}
