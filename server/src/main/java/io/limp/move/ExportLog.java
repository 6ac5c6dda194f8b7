package io.limp.move;

import io.limp.data.Change;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.LogSpan;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Writes the change log to its file, a change a line. It ends where it ended when the export began:
 * a history that lacks the last changes of a document that was written to meanwhile is true, one
 * that tells of changes that the document does not have is not.
 */
final class ExportLog implements ExportLines.Source<Change> {
  private final Data data;
  private final ExportFolder folder;
  private final LogSpan span;
  private final Map<String, CollectionSpec> collections = new HashMap<>();
  private final Contents contents;
  private final LongConsumer progress;
  private long count;
  private long last;

  /**
   * For the log of a database.
   *
   * @param span how far it went when the export began
   * @param contents takes note of the files that documents once referred to
   * @param progress is told how many changes are done
   */
  ExportLog(
      Data data,
      ExportFolder folder,
      LogSpan span,
      List<CollectionSpec> collections,
      Contents contents,
      LongConsumer progress) {
    this.data = data;
    this.folder = folder;
    this.span = span;
    collections.forEach(collection -> this.collections.put(collection.name(), collection));
    this.contents = contents;
    this.progress = progress;
  }

  Manifest.Log run() throws IOException {
    ExportLines.Written written = new ExportLines<>(folder, ExportFolder.CHANGES, this).run();
    // Meanwhile more may have left the log.
    LogSpan now = data.logSpan();
    Manifest.Part part =
        new Manifest.Part("", ExportFolder.CHANGES, count, 0, written.bytes(), written.sha256());
    LogSpan all =
        new LogSpan(span.epoch(), Math.max(last, now.floor()), now.floor(), now.floorTime());
    return new Manifest.Log(part, all);
  }

  @Override
  public List<Change> after(Optional<Change> last, int most) {
    return data.scanLog(last.map(Change::sequence).orElse(0L), most).stream()
        .filter(change -> change.sequence() <= span.last())
        .toList();
  }

  @Override
  public boolean isAfter(Change one, Change other) {
    return one.sequence() > other.sequence();
  }

  @Override
  public byte[] line(Change change) {
    return ChangeLine.of(change);
  }

  @Override
  public Change read(byte[] line) {
    return ChangeLine.read(span.epoch(), line);
  }

  @Override
  public void written(Change change) {
    contents.add(collections.get(change.collection()), change);
    count++;
    last = change.sequence();
    progress.accept(count);
  }
}
