package io.limp.move;

import io.limp.api.Id;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.StoredDoc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Writes a collection to its file. What an interrupted export has left of it is read again, line by
 * line, and the rest is asked for from the last whole line's id on.
 */
final class ExportCollection {
  private static final int MOST_DOCS = 1000;
  private static final int MOST_BYTES = 8 << 20;

  private final Data data;
  private final ExportFolder folder;
  private final CollectionSpec collection;
  private final Contents contents;
  private final LongConsumer progress;
  private final MessageDigest digest = Sha256.digest();
  private Optional<Id> last = Optional.empty();
  private long count;
  private long deleted;
  private long bytes;

  /**
   * For a collection.
   *
   * @param contents takes note of the files that documents refer to
   * @param progress is told how many documents are done
   */
  ExportCollection(
      Data data,
      ExportFolder folder,
      CollectionSpec collection,
      Contents contents,
      LongConsumer progress) {
    this.data = data;
    this.folder = folder;
    this.collection = collection;
    this.contents = contents;
    this.progress = progress;
  }

  Manifest.Part run() throws IOException {
    String name = ExportFolder.documents(collection.name());
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
    String sha256 = Sha256.hex(digest);
    return new Manifest.Part(collection.name(), name, count, deleted, bytes, sha256);
  }

  /** As far as its lines are what this program writes; a machine that lost power leaves worse. */
  private void readAgain(Path file) throws IOException {
    try (Lines lines = new Lines(file)) {
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        StoredDoc stored = DocLine.read(line.get());
        if (last.isPresent() && last.get().compareTo(stored.doc().id()) >= 0) {
          return;
        }
        digest.update(line.get());
        digest.update((byte) '\n');
        add(stored, line.get().length + 1);
      }
    } catch (TaggedJson.NotReadable e) {
      // From here on it is written anew.
    }
  }

  private void append(FileChannel file) throws IOException {
    int most = 100;
    while (true) {
      List<StoredDoc> part = data.scan(collection.name(), last, most);
      if (part.isEmpty()) {
        return;
      }
      long before = bytes;
      for (StoredDoc stored : part) {
        byte[] line = DocLine.of(stored);
        digest.update(line);
        ByteBuffer rest = ByteBuffer.wrap(line);
        while (rest.hasRemaining()) {
          file.write(rest);
        }
        add(stored, line.length);
      }
      // Few large documents or many small ones at a time: a part has to fit into memory.
      most = bytes - before > MOST_BYTES ? Math.max(1, most / 4) : Math.min(MOST_DOCS, most * 2);
    }
  }

  private void add(StoredDoc stored, int length) {
    contents.add(collection, stored.doc(), stored.deleted());
    last = Optional.of(stored.doc().id());
    count++;
    deleted += stored.deleted() ? 1 : 0;
    bytes += length;
    progress.accept(count);
  }
}
