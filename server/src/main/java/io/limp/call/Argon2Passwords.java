package io.limp.call;

import io.limp.api.Secret;
import io.limp.core.Passwords;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
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

  private final ReadPasswordHash readHash;

  /**
   * @param anonToken what clients of level 6 sign with while nobody has signed in, and put into
   *     their hashes
   */
  public Argon2Passwords(String anonToken) {
    readHash = new ReadPasswordHash(anonToken);
  }

  @Override
  public String inside(String hash, String attr, Optional<String> value) {
    return readHash.read(hash, attr, value).password();
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
    ReadPasswordHash.Read read = readHash.read(hash, attr, Optional.of(value));
    boolean belongs = read.isFor(attr, value);
    boolean right = verify(read.password(), kept.orElse(NOBODY));
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
}
