package io.limp.data.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.gridfs.GridFSUploadStream;
import com.mongodb.client.model.ReplaceOptions;
import io.limp.data.DataUnavailable;
import io.limp.data.FileHash;
import io.limp.data.FileStore;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;

/**
 * The contents of files in GridFS, in the collections {@code files.files} and {@code files.chunks}
 * of the database.
 *
 * <p>A content comes in under a random id; {@code files.known} gives its hash to that id when it is
 * complete, so every content under a hash is whole. One that is there already is dropped again.
 *
 * <pre>
 * files.known:    {_id: "sha256", file: ObjectId, size: bytes, at: when it was last put}
 * files.incoming: {_id: ObjectId of a file that is not complete yet, or is being deleted}
 * </pre>
 *
 * <p>What a crash left incoming is removed at a start, a day after it came: another limpd may still
 * be receiving it. What has its hash by then stays, whatever {@code files.incoming} says: a crash
 * came between the two.
 */
final class GridFiles implements FileStore {
  static final String BUCKET = "files";
  static final String KNOWN = BUCKET + ".known";

  private static final int CHUNK = 255 << 10;
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Connection connection;
  private final InstantSource clock;
  private final GridFSBucket bucket;
  private final MongoCollection<BsonDocument> known;
  private final MongoCollection<BsonDocument> incoming;
  private final MongoCollection<BsonDocument> chunks;

  GridFiles(Connection connection, InstantSource clock) {
    this.connection = connection;
    this.clock = clock;
    // A client may send and fetch as slowly as it likes.
    MongoDatabase patient = connection.patient();
    bucket = GridFSBuckets.create(patient, BUCKET).withChunkSizeBytes(CHUNK);
    known = connection.database().getCollection(KNOWN, BsonDocument.class);
    incoming = connection.database().getCollection(BUCKET + ".incoming", BsonDocument.class);
    chunks = connection.database().getCollection(BUCKET + ".chunks", BsonDocument.class);
    connection.ask(this::removeAbandoned);
    // Those from before their times were kept.
    connection.ask(
        () ->
            known.updateMany(
                new BsonDocument("at", new BsonDocument("$exists", BsonBoolean.FALSE)),
                new BsonDocument(
                    "$set", new BsonDocument("at", new BsonDateTime(clock.millis())))));
  }

  private int removeAbandoned() {
    // An ObjectId begins with the second of its making.
    ObjectId yesterday = new ObjectId(Date.from(Instant.now().minus(ABANDONED)));
    BsonDocument older = new BsonDocument("$lt", new BsonObjectId(yesterday));
    List<BsonDocument> left =
        incoming.find(new BsonDocument(Field.ID, older)).into(new ArrayList<>());
    left.forEach(file -> dropAbandoned(file.getObjectId(Field.ID)));
    return left.size();
  }

  private void dropAbandoned(BsonObjectId file) {
    if (known.find(new BsonDocument("file", file)).first() == null) {
      drop(file);
    } else {
      unmark(file);
    }
  }

  private void mark(BsonObjectId file) {
    incoming.replaceOne(
        new BsonDocument(Field.ID, file),
        new BsonDocument(Field.ID, file),
        new ReplaceOptions().upsert(true));
  }

  private void unmark(BsonObjectId file) {
    incoming.deleteOne(new BsonDocument(Field.ID, file));
  }

  @Override
  public Incoming receive() throws IOException {
    try {
      connection.check();
      return new Receiving(bucket.openUploadStream("incoming"));
    } catch (MongoException e) {
      throw connection.failure(e);
    }
  }

  /** A GridFS file that is marked as incoming. */
  private final class Receiving implements Incoming {
    private final GridFSUploadStream upload;
    private final BsonObjectId file;
    private final MessageDigest hash = sha256();
    private long size;
    private boolean dropped;
    private Optional<Stored> kept = Optional.empty();

    Receiving(GridFSUploadStream upload) {
      this.upload = upload;
      file = new BsonObjectId(upload.getObjectId());
      mark(file);
    }

    @Override
    public void write(byte[] piece, int length) throws IOException {
      hash.update(piece, 0, length);
      try {
        upload.write(piece, 0, length);
      } catch (MongoException e) {
        throw connection.failure(e);
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
        try {
          upload.close();
          Stored stored = new Stored(HexFormat.of().formatHex(hash.digest()), size);
          if (GridFiles.this.keep(stored, file)) {
            unmark(file);
          } else {
            drop(file);
          }
          kept = Optional.of(stored);
        } catch (MongoException e) {
          throw connection.failure(e);
        }
      }
      return kept.get();
    }

    @Override
    public void close() throws IOException {
      if (kept.isPresent() || dropped) {
        return;
      }
      try {
        dropAbandoned(file);
        dropped = true;
      } catch (MongoException e) {
        throw connection.failure(e);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** True when it is the first of its hash. */
  private boolean keep(Stored stored, BsonObjectId file) {
    BsonDateTime now = new BsonDateTime(clock.millis());
    BsonDocument hash = new BsonDocument(Field.ID, new BsonString(stored.hash()));
    BsonDocument renew = new BsonDocument("$max", new BsonDocument("at", now));
    BsonDocument entry =
        hash.clone()
            .append("file", file)
            .append("size", new BsonInt64(stored.size()))
            .append("at", now);
    while (!insert(entry)) {
      if (known.updateOne(hash, renew).getMatchedCount() > 0) {
        return false;
      }
      // It was deleted between the two.
    }
    return true;
  }

  private boolean insert(BsonDocument entry) {
    try {
      known.insertOne(entry);
      return true;
    } catch (MongoException e) {
      if (Failure.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  private void drop(BsonObjectId file) {
    chunks.deleteMany(new BsonDocument("files_id", file));
    connection
        .database()
        .getCollection(BUCKET + ".files")
        .deleteOne(new BsonDocument(Field.ID, file));
    unmark(file);
  }

  @Override
  public Optional<SeekableByteChannel> open(String hash) {
    if (!FileHash.is(hash)) {
      return Optional.empty();
    }
    return connection
        .ask(
            () ->
                Optional.ofNullable(
                    known.find(new BsonDocument(Field.ID, new BsonString(hash))).first()))
        .map(
            entry ->
                new ChunkChannel(
                    connection,
                    chunks,
                    entry.getObjectId("file"),
                    entry.getNumber("size").longValue(),
                    CHUNK));
  }

  @Override
  public Stream<Kept> list() {
    // However many there are: the deadline of a call is not meant for that.
    MongoCursor<BsonDocument> entries =
        connection.ask(
            () -> connection.patient().getCollection(KNOWN, BsonDocument.class).find().cursor());
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, 0), false)
        .onClose(entries::close)
        .map(GridFiles::kept);
  }

  private static Kept kept(BsonDocument entry) {
    return new Kept(
        entry.getString(Field.ID).getValue(),
        entry.getNumber("size").longValue(),
        Instant.ofEpochMilli(entry.getDateTime("at").getValue()));
  }

  @Override
  public boolean delete(String hash, Instant putBefore) throws IOException {
    BsonDocument older =
        new BsonDocument(Field.ID, new BsonString(hash))
            .append("at", new BsonDocument("$lt", new BsonDateTime(putBefore.toEpochMilli())));
    try {
      return connection.ask(() -> delete(older));
    } catch (DataUnavailable e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private boolean delete(BsonDocument older) {
    BsonDocument entry = known.find(older).first();
    if (entry == null) {
      return false;
    }
    BsonObjectId file = entry.getObjectId("file");
    // A crash behind the next step leaves chunks that nobody would find without it.
    mark(file);
    // One step, so that a put either comes before and renews the time, or finds no entry.
    if (known.deleteOne(older.clone().append("file", file)).getDeletedCount() == 0) {
      dropAbandoned(file);
      return false;
    }
    drop(file);
    return true;
  }
}
