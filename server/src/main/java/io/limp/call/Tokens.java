package io.limp.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * JSON Web Signatures (RFC 7515), HS256 and nothing else: the header's algorithm is checked before
 * anything is computed. The key is the session's token; its length is not held against it, since
 * the anonymous secret is six letters and protects nothing.
 */
final class Tokens {
  private static final AlgorithmConstraints ONLY_HS256 =
      new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256);

  private Tokens() {}

  /** The payload of a token that was signed with the key; empty when it was not, or is no token. */
  static Optional<String> verified(String token, String key) {
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setAlgorithmConstraints(ONLY_HS256);
      signature.setDoKeyValidation(false);
      signature.setCompactSerialization(token);
      signature.setKey(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return signature.verifySignature() ? Optional.of(signature.getPayload()) : Optional.empty();
    } catch (JoseException e) {
      return Optional.empty(); // not a token, or another algorithm: the same to the caller
    }
  }

  /** The payload without a look at the signature: only to tell the sender which call is refused. */
  static Optional<String> unverified(String token) {
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setCompactSerialization(token);
      return Optional.of(signature.getUnverifiedPayload());
    } catch (JoseException e) {
      return Optional.empty();
    }
  }

  /** Compares in a time that does not depend on where they differ. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
