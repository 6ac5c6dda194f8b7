package io.limp.data.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.gridfs.GridFSUploadStream;
import io.limp.data.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
 * files.known:    {_id: "sha256", file: ObjectId, size: bytes}
 * files.incoming: {_id: ObjectId of a file that is not complete yet}
 * </pre>
 *
 * <p>What a crash left incoming is removed at a start, a day later: another limpd may still be
 * receiving it.
 */
final class GridFiles implements FileStore {
  static final String BUCKET = "files";
  static final String KNOWN = BUCKET + ".known";

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int CHUNK = 255 << 10;
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Connection connection;
  private final GridFSBucket bucket;
  private final MongoCollection<BsonDocument> known;
  private final MongoCollection<BsonDocument> incoming;
  private final MongoCollection<BsonDocument> chunks;

  GridFiles(Connection connection) {
    this.connection = connection;
    // A client may send and fetch as slowly as it likes.
    MongoDatabase patient = connection.patient();
    bucket = GridFSBuckets.create(patient, BUCKET).withChunkSizeBytes(CHUNK);
    known = connection.database().getCollection(KNOWN, BsonDocument.class);
    incoming = connection.database().getCollection(BUCKET + ".incoming", BsonDocument.class);
    chunks = connection.database().getCollection(BUCKET + ".chunks", BsonDocument.class);
    connection.ask(this::removeAbandoned);
  }

  private int removeAbandoned() {
    // An ObjectId begins with the second of its making.
    ObjectId yesterday = new ObjectId(Date.from(Instant.now().minus(ABANDONED)));
    BsonDocument older = new BsonDocument("$lt", new BsonObjectId(yesterday));
    List<BsonDocument> left =
        incoming.find(new BsonDocument(Field.ID, older)).into(new ArrayList<>());
    left.forEach(file -> drop(file.getObjectId(Field.ID)));
    return left.size();
  }

  @Override
  public Stored put(InputStream content) throws IOException {
    try {
      connection.check();
      return receive(content);
    } catch (MongoException e) {
      throw connection.failure(e);
    }
  }

  private Stored receive(InputStream content) throws IOException {
    GridFSUploadStream upload = bucket.openUploadStream("incoming");
    BsonObjectId file = new BsonObjectId(upload.getObjectId());
    incoming.insertOne(new BsonDocument(Field.ID, file));
    boolean kept = false;
    try {
      Stored stored = receive(content, upload);
      kept = keep(stored, file);
      return stored;
    } finally {
      if (kept) {
        incoming.deleteOne(new BsonDocument(Field.ID, file));
      } else {
        drop(file);
      }
    }
  }

  private static Stored receive(InputStream content, GridFSUploadStream upload) throws IOException {
    MessageDigest hash = sha256();
    long size = 0;
    byte[] chunk = new byte[CHUNK];
    for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
      hash.update(chunk, 0, read);
      upload.write(chunk, 0, read);
      size += read;
    }
    upload.close();
    return new Stored(HexFormat.of().formatHex(hash.digest()), size);
  }

  /** True when it is the first of its hash. */
  private boolean keep(Stored stored, BsonObjectId file) {
    try {
      known.insertOne(
          new BsonDocument(Field.ID, new BsonString(stored.hash()))
              .append("file", file)
              .append("size", new BsonInt64(stored.size())));
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
    incoming.deleteOne(new BsonDocument(Field.ID, file));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public Optional<SeekableByteChannel> open(String hash) {
    if (!HASH.matcher(hash).matches()) {
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
}
