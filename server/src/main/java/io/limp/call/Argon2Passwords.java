package io.limp.call;

import io.limp.api.Secret;
import io.limp.call.Json.NotJson;
import io.limp.core.Passwords;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as Argon2id (RFC 9106) with the parameters that OWASP's Password Storage Cheat Sheet
 * advises: 19 MiB, two passes, one lane. Kept as {@code argon2id$<KiB>$<passes>$<salt>$<hash>}, so
 * that other parameters can follow.
 */
public final class Argon2Passwords implements Passwords {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /** Each computation takes a core and 19 MiB: a flood of sign-ins waits here, not in the heap. */
  private final Semaphore cores =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()));

  private final SecureRandom random = new SecureRandom();

  /**
   * Compared with where there is no user, so that both take as long. No password has a hash of
   * zeros.
   */
  private static final Secret NOBODY =
      Secret.of(
          "argon2id$%d$%d$%s$%s"
              .formatted(
                  MEMORY_KIB,
                  PASSES,
                  Base64.getUrlEncoder().encodeToString(new byte[SALT_BYTES]),
                  Base64.getUrlEncoder().encodeToString(new byte[HASH_BYTES])));

  @Override
  public String inside(String hash, String attr) {
    return decoded(hash).flatMap(map -> text(map, "password")).orElse(hash);
  }

  @Override
  public Secret kept(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] hash = argon2id(password, salt, MEMORY_KIB, PASSES);
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return Secret.of(
        String.join(
            "$",
            "argon2id",
            Integer.toString(MEMORY_KIB),
            Integer.toString(PASSES),
            base64.encodeToString(salt),
            base64.encodeToString(hash)));
  }

  @Override
  public boolean matches(String hash, String attr, String value, Optional<Secret> kept) {
    Optional<Map<?, ?>> decoded = decoded(hash);
    boolean belongs =
        decoded.map(map -> text(map, attr).map(value::equals).orElse(true)).orElse(true);
    boolean right = verify(inside(hash, attr), kept.orElse(NOBODY));
    return right && belongs && kept.isPresent();
  }

  private boolean verify(String password, Secret kept) {
    String[] parts = kept.reveal().split("\\$", -1);
    if (parts.length != 5 || !parts[0].equals("argon2id")) {
      throw new IllegalStateException("A kept password of an unknown form");
    }
    Base64.Decoder base64 = Base64.getUrlDecoder();
    byte[] hash =
        argon2id(
            password,
            base64.decode(parts[3]),
            Integer.parseInt(parts[1]),
            Integer.parseInt(parts[2]));
    return MessageDigest.isEqual(hash, base64.decode(parts[4]));
  }

  private byte[] argon2id(String password, byte[] salt, int memoryKib, int passes) {
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(salt)
            .build();
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    byte[] hash = new byte[HASH_BYTES];
    cores.acquireUninterruptibly();
    try {
      generator.init(parameters);
      generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    } finally {
      cores.release();
    }
    return hash;
  }

  /**
   * The JSON object in a client's hash; empty where it is none, and the hash then is a secret as it
   * stands.
   */
  private static Optional<Map<?, ?>> decoded(String hash) {
    try {
      String json = new String(Base64.getUrlDecoder().decode(hash), StandardCharsets.UTF_8);
      return Json.read(json) instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    } catch (IllegalArgumentException | NotJson e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
