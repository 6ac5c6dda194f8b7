package io.limp.boot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled packages on disk, because the compiler is the largest part of a start.
 *
 * <p>A package is one file, {@code <package>-<key>.classes}: the SHA-256 of what follows, then the
 * classes. A file that does not match its sum is as good as none. It is written beside its place
 * and moved there, so nobody sees half of one, and two servers may share the folder. A folder that
 * cannot be written costs time, not the start.
 */
final class ClassCache {
  private static final Logger LOG = LoggerFactory.getLogger(ClassCache.class);
  private static final int SUM = 32;

  private final Optional<Path> folder;

  ClassCache(Path folder) {
    this(Optional.of(folder));
  }

  private ClassCache(Optional<Path> folder) {
    this.folder = folder;
  }

  /** Finds nothing and keeps nothing. */
  static ClassCache none() {
    return new ClassCache(Optional.empty());
  }

  /** The package's classes by their binary names, when they were compiled under that key. */
  Optional<Map<String, byte[]>> find(String packageName, String key) {
    return folder
        .map(in -> file(in, packageName, key))
        .filter(Files::exists)
        .flatMap(ClassCache::read);
  }

  private static Optional<Map<String, byte[]>> read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length < SUM
          || !MessageDigest.isEqual(
              Arrays.copyOf(bytes, SUM), sum(Arrays.copyOfRange(bytes, SUM, bytes.length)))) {
        LOG.warn("{} is damaged and will be made anew", SourceFile.shown(file));
        return Optional.empty();
      }
      return Optional.of(unpack(bytes));
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", SourceFile.shown(file), e.toString());
      return Optional.empty();
    }
  }

  /** Keeps the package's classes, and forgets those that it had under another key. */
  void keep(String packageName, String key, Map<String, byte[]> classes) {
    folder.ifPresent(in -> keep(in, packageName, key, classes));
  }

  private static void keep(
      Path folder, String packageName, String key, Map<String, byte[]> classes) {
    try {
      Files.createDirectories(folder);
      byte[] content = pack(classes);
      Path unfinished = Files.createTempFile(folder, packageName + "-", ".tmp");
      try {
        try (var out = Files.newOutputStream(unfinished)) {
          out.write(sum(content));
          out.write(content);
        }
        Files.move(unfinished, file(folder, packageName, key), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      forgetOthers(folder, packageName, key);
    } catch (IOException e) {
      LOG.warn("Compiled classes cannot be kept in {}: {}", SourceFile.shown(folder), e.toString());
    }
  }

  private static void forgetOthers(Path folder, String packageName, String key) throws IOException {
    List<Path> others;
    try (Stream<Path> files = Files.list(folder)) {
      others =
          files
              // A package's name has no "-", so the prefix is exact.
              .filter(file -> file.getFileName().toString().startsWith(packageName + "-"))
              .filter(file -> file.getFileName().toString().endsWith(".classes"))
              .filter(file -> !file.equals(file(folder, packageName, key)))
              .toList();
    }
    for (Path other : others) {
      Files.deleteIfExists(other);
    }
  }

  private static Path file(Path folder, String packageName, String key) {
    return folder.resolve(packageName + "-" + key + ".classes");
  }

  private static byte[] sum(byte[] content) {
    return Fingerprint.sha256().digest(content);
  }

  private static byte[] pack(Map<String, byte[]> classes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(classes.size());
      for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeInt(entry.getValue().length);
        out.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static Map<String, byte[]> unpack(byte[] file) throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(file, SUM, file.length - SUM))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        classes.put(name, in.readNBytes(in.readInt()));
      }
    }
    return classes;
  }
}
