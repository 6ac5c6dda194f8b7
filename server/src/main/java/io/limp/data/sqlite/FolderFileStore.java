package io.limp.data.sqlite;

import io.limp.data.FileHash;
import io.limp.data.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The contents of files, each under {@code files/ab/<sha256>}, where {@code ab} are the first two
 * digits of its hash; the file's time says when it was last put.
 *
 * <p>A content is written to {@code files/incoming-<random>} and gets its name when it is complete
 * and on the disk, so every file under a hash is whole. What a crash left incoming is removed at
 * start; an incoming file that is still being written, perhaps by another limpd in the same folder,
 * is locked by its writer.
 */
public final class FolderFileStore implements FileStore {
  private static final Pattern PARENT = Pattern.compile("[0-9a-f]{2}");
  private static final String INCOMING = "incoming-";
  private static final int CHUNK = 64 << 10;

  private final Path files;
  private final InstantSource clock;

  /** Between looking at the time of a content and deleting it, nobody puts it again. */
  private final ReentrantLock naming = new ReentrantLock();

  /**
   * Opens the store in that folder, or makes both.
   *
   * @param clock says when a content was put
   * @throws IOException when that cannot be done
   */
  public FolderFileStore(Path folder, InstantSource clock) throws IOException {
    this.clock = clock;
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
      naming.lock();
      try {
        // The same content once more replaces itself, and its time is renewed; whoever reads the
        // old file keeps it.
        Files.move(incoming, home, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        naming.unlock();
      }
      sync(parent);
      sync(files);
      return stored;
    } finally {
      Files.deleteIfExists(incoming);
    }
  }

  private Stored receive(InputStream content, Path incoming) throws IOException {
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
      Files.setLastModifiedTime(incoming, FileTime.from(clock.instant()));
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
    if (!FileHash.is(hash)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.newByteChannel(path(hash), StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  @SuppressWarnings("StreamResourceLeak") // the caller closes it
  public Stream<Kept> list() throws IOException {
    // Files.walk would stumble over what comes in and gets its name meanwhile.
    return Files.list(files)
        .filter(parent -> PARENT.matcher(parent.getFileName().toString()).matches())
        .flatMap(parent -> filesIn(parent).stream())
        .filter(file -> FileHash.is(file.getFileName().toString()))
        .flatMap(file -> kept(file).stream());
  }

  private static List<Path> filesIn(Path parent) {
    try (Stream<Path> all = Files.list(parent)) {
      return all.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + parent + " cannot be listed", e);
    }
  }

  private static Optional<Kept> kept(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Kept(file.getFileName().toString(), is.size(), is.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // it was deleted meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException("The time of " + file + " cannot be read", e);
    }
  }

  @Override
  public boolean delete(String hash, Instant putBefore) throws IOException {
    if (!FileHash.is(hash)) {
      return false;
    }
    Path home = path(hash);
    naming.lock();
    try {
      return Files.getLastModifiedTime(home).toInstant().isBefore(putBefore)
          && Files.deleteIfExists(home);
    } catch (NoSuchFileException e) {
      return false;
    } finally {
      naming.unlock();
    }
  }
}
