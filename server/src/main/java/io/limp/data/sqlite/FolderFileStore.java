package io.limp.data.sqlite;

import io.limp.data.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The contents of files, each under {@code files/ab/<sha256>}, where {@code ab} are the first two
 * digits of its hash.
 *
 * <p>A content is written to {@code files/incoming-<random>} and gets its name when it is complete
 * and on the disk, so every file under a hash is whole. What a crash left incoming is removed at
 * start; an incoming file that is still being written, perhaps by another limpd in the same folder,
 * is locked by its writer.
 */
public final class FolderFileStore implements FileStore {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final String INCOMING = "incoming-";
  private static final int CHUNK = 64 << 10;

  private final Path files;

  /**
   * Opens the store in that folder, or makes both.
   *
   * @throws IOException when that cannot be done
   */
  public FolderFileStore(Path folder) throws IOException {
    files = Files.createDirectories(folder.toAbsolutePath().resolve("files"));
    removeAbandoned();
  }

  private void removeAbandoned() throws IOException {
    try (DirectoryStream<Path> incoming = Files.newDirectoryStream(files, INCOMING + "*")) {
      for (Path file : incoming) {
        if (isAbandoned(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isAbandoned(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (NoSuchFileException e) {
      // Its writer was quicker.
      return false;
    }
  }

  @Override
  public Stored put(InputStream content) throws IOException {
    Path incoming = files.resolve(INCOMING + UUID.randomUUID());
    try {
      Stored stored = receive(content, incoming);
      Path home = path(stored.hash());
      Path parent = files.resolve(stored.hash().substring(0, 2));
      Files.createDirectories(parent);
      // The same content once more replaces itself; whoever reads the old file keeps it.
      Files.move(incoming, home, StandardCopyOption.ATOMIC_MOVE);
      sync(parent);
      sync(files);
      return stored;
    } finally {
      Files.deleteIfExists(incoming);
    }
  }

  private static Stored receive(InputStream content, Path incoming) throws IOException {
    MessageDigest hash = sha256();
    long size = 0;
    try (FileChannel channel =
        FileChannel.open(incoming, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.lock();
      byte[] chunk = new byte[CHUNK];
      for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
        hash.update(chunk, 0, read);
        ByteBuffer rest = ByteBuffer.wrap(chunk, 0, read);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        size += read;
      }
      channel.force(true);
    }
    return new Stored(HexFormat.of().formatHex(hash.digest()), size);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Makes the names in a folder durable. Windows cannot and need not. */
  private static void sync(Path folder) throws IOException {
    if (!System.getProperty("os.name").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private Path path(String hash) {
    return files.resolve(hash.substring(0, 2)).resolve(hash);
  }

  /**
   * {@inheritDoc} What is not 64 lower-case hexadecimal digits is not there: it never becomes a
   * path.
   */
  @Override
  public Optional<SeekableByteChannel> open(String hash) throws IOException {
    if (!HASH.matcher(hash).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.newByteChannel(path(hash), StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
