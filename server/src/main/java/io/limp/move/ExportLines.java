package io.limp.move;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Writes things to a file, one a line, in their order. What an interrupted export has left of it is
 * read again, line by line, and the rest is asked for from the last whole line on.
 */
final class ExportLines<T> {
  private static final int MOST_THINGS = 1000;
  private static final int MOST_BYTES = 8 << 20;

  /** What is written, and where it comes from. */
  interface Source<T> {
    /**
     * The next of them, in order; none: that was all.
     *
     * @param last the last one of the part before
     */
    List<T> after(Optional<T> last, int most);

    /** True when it comes after the other one. */
    boolean isAfter(T one, T other);

    /** The line, its end included. */
    byte[] line(T one);

    /**
     * What that line says.
     *
     * @throws TaggedJson.NotReadable when it is none
     */
    T read(byte[] line);

    /** One is in the file. */
    void written(T one);
  }

  private final ExportFolder folder;
  private final String name;
  private final Source<T> source;
  private final MessageDigest digest = Sha256.digest();
  private Optional<T> last = Optional.empty();
  private long bytes;

  ExportLines(ExportFolder folder, String name, Source<T> source) {
    this.folder = folder;
    this.name = name;
    this.source = source;
  }

  /**
   * What is in the file.
   *
   * @param bytes its length
   */
  record Written(long bytes, String sha256) {}

  Written run() throws IOException {
    Path part = folder.part(name);
    if (Files.exists(folder.file(name))) {
      Files.move(folder.file(name), part, StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.exists(part)) {
      readAgain(part);
    }
    try (FileChannel file = ExportFolder.writing(part)) {
      file.truncate(bytes);
      file.position(bytes);
      append(file);
      file.force(true);
    }
    folder.complete(name);
    return new Written(bytes, Sha256.hex(digest));
  }

  /** As far as its lines are what this program writes; a machine that lost power leaves worse. */
  private void readAgain(Path file) throws IOException {
    try (Lines lines = new Lines(file)) {
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        T one = source.read(line.get());
        if (last.isPresent() && !source.isAfter(one, last.get())) {
          return;
        }
        digest.update(line.get());
        digest.update((byte) '\n');
        add(one, line.get().length + 1);
      }
    } catch (TaggedJson.NotReadable e) {
      // From here on it is written anew.
    }
  }

  private void append(FileChannel file) throws IOException {
    int most = 100;
    while (true) {
      List<T> part = source.after(last, most);
      if (part.isEmpty()) {
        return;
      }
      long before = bytes;
      for (T one : part) {
        byte[] line = source.line(one);
        digest.update(line);
        ByteBuffer rest = ByteBuffer.wrap(line);
        while (rest.hasRemaining()) {
          file.write(rest);
        }
        add(one, line.length);
      }
      // Few large ones or many small ones at a time: a part has to fit into memory.
      most = bytes - before > MOST_BYTES ? Math.max(1, most / 4) : Math.min(MOST_THINGS, most * 2);
    }
  }

  private void add(T one, int length) {
    last = Optional.of(one);
    bytes += length;
    source.written(one);
  }
}
