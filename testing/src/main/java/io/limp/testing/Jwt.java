package io.limp.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** JSON Web Signatures (RFC 7515) as clients make them, good and bad ones. */
public final class Jwt {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Jwt() {}

  /** The payload, signed with HS256. The key is the session's token. */
  public static String sign(Map<String, ? extends @Nullable Object> payload, String key) {
    return sign(payload, key, "HS256", "HmacSHA256");
  }

  /**
   * The payload, signed in a way of the test's own.
   *
   * @param alg what the header says
   * @param mac the name by which Java knows the algorithm that is used
   */
  public static String sign(
      Map<String, ? extends @Nullable Object> payload, String key, String alg, String mac) {
    String body = unsigned(payload, alg);
    return body + "." + BASE64.encodeToString(hmac(body, key, mac));
  }

  /** Header and payload without a signature, and without the dot before it. */
  public static String unsigned(Map<String, ? extends @Nullable Object> payload, String alg) {
    return part("{\"alg\":\"" + alg + "\",\"typ\":\"JWT\"}") + "." + part(Wire.write(payload));
  }

  /** True when the token was signed with the key. */
  public static boolean isSignedWith(String token, String key) {
    int dot = token.lastIndexOf('.');
    String body = token.substring(0, dot);
    return BASE64.encodeToString(hmac(body, key, "HmacSHA256")).equals(token.substring(dot + 1));
  }

  /**
   * What level-1 clients send in place of a password.
   *
   * @param key the attribute that the user signs in with: username, email or phone
   */
  public static String passwordHash(String key, String value, String password) {
    return part(Wire.write(Wire.doc("password", password, key, value)));
  }

  /**
   * What clients of level 6 send in place of a password.
   *
   * @param key the attribute that the user signs in with: username, email or phone
   */
  public static String passwordHash(String key, String value, String password, String anonToken) {
    return part(Wire.write(Wire.doc("hash", List.of(key, value, password, anonToken))));
  }

  /** What clients of level 6 send to take up a session again. */
  public static String tokenHash(String token) {
    return part(Wire.write(Wire.doc("token", token)));
  }

  private static String part(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(String body, String key, String algorithm) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal(body.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + algorithm, e);
    }
  }
}
