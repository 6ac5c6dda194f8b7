package io.limp.data.sqlite;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Documents that were read by their ids, as long as they are what the database holds. Nobody else
 * writes to the file, so whoever commits can say which of them no longer are.
 *
 * <p>How it never keeps an old one: the writer commits, raises the number of the last commit,
 * forgets or replaces what it changed, and then answers its callers. A reader notes the number,
 * reads, and keeps what it read only if the number is still the same, in one step with regard to
 * forgetting that document. So if a commit came between, either the number tells, or the document
 * is forgotten or replaced afterwards.
 */
final class DocCache {
  /** Of the heap, as estimated. */
  private static final long MOST_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

  /** What a stored byte and what a document take when they are objects; measured on usual ones. */
  private static final int BYTES_A_BYTE = 4;

  private static final int BYTES_A_DOCUMENT = 200;

  /** How many that were read once are remembered, about; a power of 2. */
  private static final int ONCE = 1 << 15;

  private record Key(String collection, Id id) {}

  /**
   * A document as its row keeps it.
   *
   * @param rid the number of the row
   * @param length of its stored form, in bytes
   */
  record Stored(Doc doc, long rid, long version, int length) {}

  private final LongSupplier committed;
  private final Cache<Key, Stored> docs;
  private final AtomicIntegerArray readOnce = new AtomicIntegerArray(ONCE);

  /**
   * Nothing is in it yet.
   *
   * @param committed a number that every commit raises before its documents are forgotten
   */
  DocCache(LongSupplier committed) {
    this(committed, MOST_BYTES);
  }

  DocCache(LongSupplier committed, long mostBytes) {
    this.committed = committed;
    this.docs =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .<Key, Stored>weigher((_, stored) -> weight(stored))
            .executor(Runnable::run) // what little there is to tidy is done by whoever finds it
            .build();
  }

  private static int weight(Stored stored) {
    return (int)
        Math.min(Integer.MAX_VALUE, BYTES_A_DOCUMENT + (long) BYTES_A_BYTE * stored.length());
  }

  /** The document as it is now; read where it is not at hand, and empty where there is none. */
  Optional<Stored> find(String collection, Id id, Supplier<Optional<Stored>> read) {
    Key key = new Key(collection, id);
    @Nullable Stored known = docs.getIfPresent(key);
    if (known != null) {
      return Optional.of(known);
    }
    if (!wasRead(key)) {
      return read.get();
    }
    long before = committed.getAsLong();
    Optional<Stored> found = read.get();
    found.ifPresent(
        stored ->
            docs.asMap()
                .compute(key, (_, other) -> committed.getAsLong() == before ? stored : other));
    return found;
  }

  /**
   * True when that document was read lately; it was now. Of a walk through many documents none is
   * kept, which would cost more than it saves. Those that share a place forget each other, and
   * threads may: then a document is kept at its third read.
   */
  private boolean wasRead(Key key) {
    int hash = key.hashCode();
    int place = (hash ^ hash >>> 16) & (ONCE - 1);
    boolean wasRead = readOnce.getPlain(place) == hash;
    if (!wasRead) {
      readOnce.setPlain(place, hash);
    }
    return wasRead;
  }

  /**
   * The documents were changed: those whose new form is known are kept where the old was. What one
   * was between two changes no reader may see, so only its last change counts.
   */
  void changed(List<Applied> changes) {
    Map<Key, Optional<Stored>> last = HashMap.newHashMap(changes.size());
    for (Applied applied : changes) {
      Change change = applied.change();
      last.put(new Key(change.collection(), change.id()), applied.stored());
    }
    last.forEach(
        (key, known) ->
            known.ifPresentOrElse(
                stored -> docs.asMap().computeIfPresent(key, (_, _) -> stored),
                () -> docs.invalidate(key)));
  }

  /** An estimate of the bytes that it takes. */
  long bytes() {
    docs.cleanUp();
    return docs.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
