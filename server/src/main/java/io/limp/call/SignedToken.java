package io.limp.call;

import io.limp.call.Json.NotJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A JSON Web Signature in its compact form (RFC 7515), taken apart and not checked yet. HS256 and
 * nothing else: whatever other algorithm the header names, no key has signed it, and nothing is
 * computed. Why not a library: docs/decisions/0006.
 *
 * <p>The key is a session's token; its length is not held against it, since the anonymous secret is
 * six letters and protects nothing.
 */
final class SignedToken {
  private static final String ALGORITHM = "HmacSHA256";

  /** As nearly all clients write it; any other spelling is read as JSON. */
  private static final List<String> USUAL_HEADERS =
      List.of(
          base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"),
          base64("{\"typ\":\"JWT\",\"alg\":\"HS256\"}"));

  private final byte[] text;
  private final int headerEnd;
  private final int payloadEnd;
  private final String payload;
  private final byte[] signature;

  /**
   * @throws IllegalArgumentException when a part is not base64url
   */
  private SignedToken(byte[] text, int headerEnd, int payloadEnd) {
    this.text = text;
    this.headerEnd = headerEnd;
    this.payloadEnd = payloadEnd;
    this.payload = StandardCharsets.UTF_8.decode(decoded(headerEnd + 1, payloadEnd)).toString();
    ByteBuffer last = decoded(payloadEnd + 1, text.length);
    this.signature = new byte[last.remaining()];
    last.get(signature);
  }

  /** Takes a token apart; empty when it is none. */
  static Optional<SignedToken> read(String token) {
    int headerEnd = token.indexOf('.');
    int payloadEnd = token.indexOf('.', headerEnd + 1);
    if (headerEnd < 0 || payloadEnd < 0 || token.indexOf('.', payloadEnd + 1) >= 0) {
      return Optional.empty();
    }
    try {
      byte[] text = token.getBytes(StandardCharsets.US_ASCII);
      return Optional.of(new SignedToken(text, headerEnd, payloadEnd));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private ByteBuffer decoded(int from, int to) {
    return Base64.getUrlDecoder().decode(ByteBuffer.wrap(text, from, to - from));
  }

  /** What was signed, by whomever. */
  String payload() {
    return payload;
  }

  boolean isSignedWith(String key) {
    return isHs256() && MessageDigest.isEqual(hmac(key), signature);
  }

  private boolean isHs256() {
    if (USUAL_HEADERS.contains(new String(text, 0, headerEnd, StandardCharsets.US_ASCII))) {
      return true;
    }
    try {
      String json = StandardCharsets.UTF_8.decode(decoded(0, headerEnd)).toString();
      // "crit" names what a reader must understand (RFC 7515, 4.1.11), and we understand nothing of
      // it.
      return Json.read(json) instanceof Map<?, ?> names
          && "HS256".equals(names.get("alg"))
          && !names.containsKey("crit");
    } catch (IllegalArgumentException | NotJson e) {
      return false;
    }
  }

  private byte[] hmac(String key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update(text, 0, payloadEnd);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
