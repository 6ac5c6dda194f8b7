package io.limp.move;

import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.StoredDoc;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Writes a collection to its file, a document a line, in the order of ids. */
final class ExportCollection implements ExportLines.Source<StoredDoc> {
  private final Data data;
  private final ExportFolder folder;
  private final CollectionSpec collection;
  private final Contents contents;
  private final LongConsumer progress;
  private long count;
  private long deleted;

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
    ExportLines.Written written = new ExportLines<>(folder, name, this).run();
    return new Manifest.Part(
        collection.name(), name, count, deleted, written.bytes(), written.sha256());
  }

  @Override
  public List<StoredDoc> after(Optional<StoredDoc> last, int most) {
    return data.scan(collection.name(), last.map(stored -> stored.doc().id()), most);
  }

  @Override
  public boolean isAfter(StoredDoc one, StoredDoc other) {
    return one.doc().id().compareTo(other.doc().id()) > 0;
  }

  @Override
  public byte[] line(StoredDoc stored) {
    return DocLine.of(stored);
  }

  @Override
  public StoredDoc read(byte[] line) {
    return DocLine.read(line);
  }

  @Override
  public void written(StoredDoc stored) {
    contents.add(collection, stored.doc(), stored.deleted());
    count++;
    deleted += stored.deleted() ? 1 : 0;
    progress.accept(count);
  }
}
