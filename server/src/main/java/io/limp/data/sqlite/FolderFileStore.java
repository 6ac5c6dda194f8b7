package io.limp.data.sqlite;

import io.limp.data.FileHash;
import io.limp.data.FileStore;
import io.limp.data.OwnerOnly;
import java.io.IOException;
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
    files = folder.toAbsolutePath().resolve("files");
    OwnerOnly.folder(files);
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
  public Incoming receive() throws IOException {
    return new Receiving(files.resolve(INCOMING + UUID.randomUUID()));
  }

  /** A file without its name, locked while it is open. */
  private final class Receiving implements Incoming {
    private final Path incoming;
    private final FileChannel channel;
    private final MessageDigest hash = sha256();
    private long size;
    private Optional<Stored> kept = Optional.empty();

    Receiving(Path incoming) throws IOException {
      this.incoming = incoming;
      channel = FileChannel.open(incoming, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        channel.lock();
      } catch (IOException | RuntimeException e) {
        close();
        throw e;
      }
    }

    @Override
    public void write(byte[] piece, int length) throws IOException {
      hash.update(piece, 0, length);
      ByteBuffer rest = ByteBuffer.wrap(piece, 0, length);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      size += length;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public Stored keep() throws IOException {
      if (kept.isEmpty()) {
        Stored stored = new Stored(HexFormat.of().formatHex(hash.digest()), size);
        Files.setLastModifiedTime(incoming, FileTime.from(clock.instant()));
        channel.force(true);
        channel.close();
        name(incoming, stored.hash());
        kept = Optional.of(stored);
      }
      return kept.get();
    }

    @Override
    public void close() throws IOException {
      try {
        channel.close();
      } finally {
        Files.deleteIfExists(incoming);
      }
    }
  }

  private void name(Path incoming, String hash) throws IOException {
    Path home = path(hash);
    Path parent = files.resolve(hash.substring(0, 2));
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
