package io.limp.move;

import io.limp.data.Change;
import io.limp.data.Data;
import io.limp.data.LogSpan;
import io.limp.data.WriteRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the change log of an export into a database, a part at a time. */
final class ImportLog {
  private static final int MOST_CHANGES = 500;
  private static final int MOST_BYTES = 4 << 20;

  private final Data data;
  private final ExportFolder folder;
  private final Manifest.Log log;
  private final ImportState state;
  private final LogSpan span;

  /**
   * Of that export.
   *
   * @param state says how far it is, and which epoch the log shall have
   */
  ImportLog(Data data, ExportFolder folder, Manifest.Log log, ImportState state) {
    this.data = data;
    this.folder = folder;
    this.log = log;
    this.state = state;
    span = log.span().withEpoch(state.log());
  }

  void run(Progress progress) throws IOException {
    List<Change> batch = new ArrayList<>();
    long bytes = 0;
    try (Lines lines = new Lines(folder.file(log.part().file()))) {
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        Change change = ChangeLine.read(span.epoch(), line.get());
        if (change.sequence() <= state.change()) {
          continue;
        }
        batch.add(change);
        bytes += line.get().length;
        if (batch.size() >= MOST_CHANGES || bytes >= MOST_BYTES) {
          load(batch);
          bytes = 0;
        }
        progress.at(Amount.of(lines.number(), "change") + " of " + Amount.of(log.part().count()));
      }
    }
    // A log of which nothing is left goes on where it was, too.
    load(batch);
  }

  private void load(List<Change> batch) {
    try {
      data.loadLog(span, batch);
    } catch (WriteRefused e) {
      throw new CannotMove(
          "The import stopped in the change log; all documents are in: " + e.getMessage());
    }
    if (!batch.isEmpty()) {
      state.loaded(batch.getLast().sequence());
      batch.clear();
    }
  }
}
