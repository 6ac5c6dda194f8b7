package io.limp.data.mongo;

import com.mongodb.MongoException;
import io.limp.data.Change;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who hear of every commit, in the order of the change log, whichever limpd made it. Told by
 * the writer's thread alone; {@code told} is its, but for what is put into the log of a database
 * that nobody uses.
 */
final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final int BATCH = 1000;

  private final List<Consumer<List<Change>>> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> gaps = new CopyOnWriteArrayList<>();
  private final ChangeLog log;
  private final Supplier<Map<String, Table>> tables;
  private volatile long told;

  Listeners(ChangeLog log, long told, Supplier<Map<String, Table>> tables) {
    this.log = log;
    this.told = told;
    this.tables = tables;
  }

  void add(Consumer<List<Change>> listener) {
    listeners.add(listener);
  }

  /** Adds one who hears that changes of others were not told and never will be. */
  void addForGaps(Runnable listener) {
    gaps.add(listener);
  }

  /**
   * Tells of changes that were committed just now, and before them of others' that came between.
   */
  void tell(List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    long first = log.sequence(changes.getFirst().position());
    long last = log.sequence(changes.getLast().position());
    if (first > told + 1) {
      tellUpTo(first);
    }
    if (first > told) {
      each(changes);
      told = last;
    }
  }

  /** Goes on behind another last change, of which nobody hears. */
  void skipTo(long last) {
    told = last;
  }

  /** Tells of all that others have committed. */
  void catchUp() {
    tellUpTo(Long.MAX_VALUE);
  }

  private void tellUpTo(long before) {
    try {
      while (true) {
        // Before the changes: what is committed while they are read is no gap.
        long last = before == Long.MAX_VALUE ? log.last() : before - 1;
        List<Change> changes = log.after(told, before, BATCH, tables.get());
        if (changes.isEmpty()) {
          if (told < last) {
            tellOfGap(last);
            told = last;
          }
          return;
        }
        long end = log.sequence(changes.getLast().position());
        // The log is without holes where nothing was pruned.
        if (end - told > changes.size()) {
          tellOfGap(end);
        }
        each(changes);
        told = end;
      }
    } catch (MongoException e) {
      // The next commit or the next piece of news tells of them.
      LOG.warn("What others have written cannot be read at the moment: {}", e.getMessage());
    }
  }

  private void tellOfGap(long end) {
    if (listeners.isEmpty() && gaps.isEmpty()) {
      return; // as while an export is put in
    }
    LOG.warn(
        "Changes between {} and {} left the change log before this limpd heard of them", told, end);
    for (Runnable gap : gaps) {
      try {
        gap.run();
      } catch (RuntimeException | Error e) {
        LOG.error("A listener failed on a gap", e);
      }
    }
  }

  /** One listener's mistake must not keep the others from hearing. */
  private void each(List<Change> changes) {
    List<Change> told = List.copyOf(changes);
    for (Consumer<List<Change>> listener : listeners) {
      try {
        listener.accept(told);
      } catch (RuntimeException | Error e) {
        LOG.error("A listener failed on the changes up to " + told.getLast().position(), e);
      }
    }
  }
}
