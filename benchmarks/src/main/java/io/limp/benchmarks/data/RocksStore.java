package io.limp.benchmarks.data;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.call.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The same design on RocksDB: one thread writes what is queued, in one batch and with one fsync,
 * while its callers wait. Keys and bytes only: it has no schema, no indexes and no savepoints, and
 * an insert does not look whether the id is there. What LIMP's writer could cost.
 */
final class RocksStore implements Store {
  private static final int MOST_IN_A_GROUP = 1000;

  /** What a caller wants: a new document as JSON, or changes of an old one. */
  private static final class Job {
    final byte[] id;
    final byte[] json;
    final Map<String, @Nullable Object> changes;
    final CompletableFuture<Void> done = new CompletableFuture<>();

    Job(byte[] id, byte[] json, Map<String, @Nullable Object> changes) {
      this.id = id;
      this.json = json;
      this.changes = changes;
    }
  }

  private static final byte[] NONE = {};

  private final Options options = new Options().setCreateIfMissing(true);
  private final WriteOptions durable = new WriteOptions().setSync(true);
  private final RocksDB db;
  private final ColumnFamilyHandle changeLog;
  private final LinkedBlockingQueue<Job> queue = new LinkedBlockingQueue<>();
  private final Job end = new Job(NONE, NONE, Map.of());
  private final Thread writer = Thread.ofPlatform().name("rocks-writer").unstarted(this::work);
  private long seq;

  RocksStore(Path folder) throws RocksDBException {
    db = RocksDB.open(options, folder.toString());
    changeLog =
        db.createColumnFamily(
            new ColumnFamilyDescriptor(
                "changes".getBytes(StandardCharsets.UTF_8), new ColumnFamilyOptions()));
    writer.start();
  }

  @Override
  public void insert(Doc doc) {
    await(new Job(doc.id().bytes(), json(doc.values()), Map.of()));
  }

  @Override
  public void update(Id id, Doc changes) {
    await(new Job(id.bytes(), NONE, changes.values()));
  }

  @Override
  public Object read(Id id) throws RocksDBException, Json.NotJson {
    byte[] json = db.get(id.bytes());
    if (json == null) {
      throw new IllegalStateException("No document " + id);
    }
    return doc(json);
  }

  @Override
  public long count() {
    try (RocksIterator docs = db.newIterator()) {
      long count = 0;
      for (docs.seekToFirst(); docs.isValid(); docs.next()) {
        count++;
      }
      return count;
    }
  }

  private void await(Job job) {
    queue.add(job);
    job.done.join();
  }

  private void work() {
    while (true) {
      List<Job> group = new ArrayList<>();
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        throw new IllegalStateException("Nobody interrupts the writer", e);
      }
      queue.drainTo(group, MOST_IN_A_GROUP - 1);
      // Whoever closes has nobody waiting any more.
      if (group.contains(end)) {
        return;
      }
      try {
        write(group);
        group.forEach(job -> job.done.complete(null));
      } catch (RocksDBException | Json.NotJson | RuntimeException e) {
        group.forEach(job -> job.done.completeExceptionally(e));
      }
    }
  }

  private void write(List<Job> group) throws RocksDBException, Json.NotJson {
    // What the group itself has written, which the database does not show yet.
    Map<ByteBuffer, byte[]> written = new HashMap<>();
    try (WriteBatch batch = new WriteBatch()) {
      for (Job job : group) {
        ByteBuffer key = ByteBuffer.wrap(job.id);
        byte[] before = NONE;
        byte[] after = job.json;
        if (after.length == 0) {
          byte[] earlier = written.get(key);
          before = earlier == null ? db.get(job.id) : earlier;
          if (before == null) {
            throw new IllegalStateException("No document to update");
          }
          Map<String, @Nullable Object> values = doc(before);
          values.putAll(job.changes);
          after = json(values);
        }
        written.put(key, after);
        batch.put(job.id, after);
        batch.put(
            changeLog, ByteBuffer.allocate(8).putLong(++seq).array(), entry(job, before, after));
      }
      db.write(durable, batch);
    }
  }

  private static byte[] entry(Job job, byte[] before, byte[] after) {
    int lengths = 2 * Integer.BYTES;
    byte[] actor = SampleDocs.ACTOR.bytes();
    return ByteBuffer.allocate(
            Long.BYTES + job.id.length + actor.length + lengths + before.length + after.length)
        .putLong(System.currentTimeMillis())
        .put(job.id)
        .put(actor)
        .putInt(before.length)
        .put(before)
        .putInt(after.length)
        .put(after)
        .array();
  }

  private static byte[] json(Map<String, @Nullable Object> values) {
    return Json.write(values, Json::secondsSinceEpoch).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, @Nullable Object> doc(byte[] json) throws Json.NotJson {
    if (Json.read(new String(json, StandardCharsets.UTF_8)) instanceof Map<?, ?> values) {
      return new LinkedHashMap<>(Json.object(values));
    }
    throw new IllegalStateException("A stored document is no object");
  }

  @Override
  public void close() {
    queue.add(end);
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    changeLog.close();
    db.close();
    durable.close();
    options.close();
  }
}
