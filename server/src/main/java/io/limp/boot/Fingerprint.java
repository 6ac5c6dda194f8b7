package io.limp.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A SHA-256 over texts and files, each with its length before it so that none runs into the next.
 */
final class Fingerprint {
  private final MessageDigest digest = sha256();

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  Fingerprint add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file's content; a folder's class files, by name and content. */
  Fingerprint add(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return add(Files.readAllBytes(path));
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(path)) {
      files = walk.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    for (Path file : files) {
      add(path.relativize(file).toString()).add(Files.readAllBytes(file));
    }
    return this;
  }

  private Fingerprint add(byte[] bytes) {
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  /** The sum of all that was added, in hexadecimal digits; nothing may be added after it. */
  String sum() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
