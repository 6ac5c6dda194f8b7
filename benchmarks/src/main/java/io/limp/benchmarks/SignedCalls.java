package io.limp.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Level-1 calls, signed with a session's token (HS256), as the old clients sign them. */
final class SignedCalls {
  /** Different call ids in a row, so that an answer which is out of order is noticed. */
  private static final int DIFFERENT = 64;

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private SignedCalls() {}

  /**
   * Calls of one method.
   *
   * @param status how a good answer begins: {@code {"status":200}}
   */
  static List<Question> of(
      SignIn.Session session, String endpoint, String query, String doc, int status) {
    List<Question> questions = new ArrayList<>(DIFFERENT);
    long now = System.currentTimeMillis() / 1000;
    for (int i = 0; i < DIFFERENT; i++) {
      String callId = "c" + (100_000 + i);
      String call =
          """
          {"endpoint":"%s","sid":"%s","token":"%s","query":%s,"doc":%s,"call_id":"%s","iat":%d,"exp":%d}\
          """
              .formatted(
                  endpoint, session.id(), session.token(), query, doc, callId, now, now + 86_400);
      questions.add(
          Question.of(
              "{\"token\":\"" + token(call, session.token()) + "\"}",
              "{\"status\":" + status,
              "\"call_id\":\"" + callId + "\"}}"));
    }
    return questions;
  }

  static String token(String payload, String key) {
    String signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + base64(payload);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return signed
          + "."
          + BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }

  static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
