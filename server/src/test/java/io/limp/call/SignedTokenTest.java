package io.limp.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTokenTest {
  private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  private static final String PAYLOAD = "{\"endpoint\":\"user/read\",\"name\":\"ليلى\"}";

  @Test
  void theRightKeyHasSignedIt() {
    SignedToken token = SignedToken.read(token(HS256, PAYLOAD, "secret")).orElseThrow();
    assertThat(token.isSignedWith("secret")).isTrue();
    assertThat(token.payload()).isEqualTo(PAYLOAD);
  }

  @Test
  void anotherKeyHasNot() {
    SignedToken token = SignedToken.read(token(HS256, PAYLOAD, "secret")).orElseThrow();
    assertThat(token.isSignedWith("Secret")).isFalse();
  }

  /** Clients order and space it as they like. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"typ\":\"JWT\",\"alg\":\"HS256\"}",
        "{\"alg\": \"HS256\"}",
        "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}",
        "{\"kid\":\"1\",\"alg\":\"HS256\"}"
      })
  void anySpellingOfTheHeaderWillDo(String header) {
    assertThat(isAccepted(token(header, PAYLOAD, "secret"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"hs256\"}",
        "{\"alg\":\"HS384\"}",
        "{\"alg\":\"RS256\"}",
        "{\"alg\":null}",
        "{\"alg\":[\"HS256\"]}",
        "{\"typ\":\"JWT\"}",
        "{}",
        "[\"HS256\"]",
        "\"HS256\"",
        "HS256",
        "",
        "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}"
      })
  void anotherAlgorithmIsRefusedThoughTheSignatureIsRight(String header) {
    assertThat(isAccepted(token(header, PAYLOAD, "secret"))).isFalse();
  }

  @Test
  void aTokenWithoutSignatureIsRefused() {
    String unsigned = base64("{\"alg\":\"none\"}") + "." + base64(PAYLOAD) + ".";
    assertThat(isAccepted(unsigned)).isFalse();
    assertThat(isAccepted(base64(HS256) + "." + base64(PAYLOAD) + ".")).isFalse();
  }

  @Test
  void aChangedPayloadIsRefused() {
    String[] parts = token(HS256, PAYLOAD, "secret").split("\\.", -1);
    assertThat(isAccepted(parts[0] + "." + base64("{}") + "." + parts[2])).isFalse();
  }

  @Test
  void aShortenedSignatureIsRefused() {
    String token = token(HS256, PAYLOAD, "secret");
    assertThat(isAccepted(token.substring(0, token.length() - 4))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "...", "a.b", "a.b.c.d", "a.!.c", "é.é.é", "a.b.c d", "eyJ9.{}.AA"})
  void whatIsNoTokenIsNotAccepted(String text) {
    assertThat(isAccepted(text)).isFalse();
  }

  private static boolean isAccepted(String token) {
    return SignedToken.read(token).filter(read -> read.isSignedWith("secret")).isPresent();
  }

  private static String token(String header, String payload, String key) {
    try {
      String signed = base64(header) + "." + base64(payload);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
