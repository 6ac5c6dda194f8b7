package io.limp.data.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.gridfs.GridFSUploadStream;
import io.limp.data.DataUnavailable;
import io.limp.data.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;

/**
 * The contents of files in GridFS, in the collections {@code files.files} and {@code files.chunks}
 * of the database.
 *
 * <p>A content comes in under a random id; {@code files.known} gives its hash to that id when it is
 * complete, so every content under a hash is whole. One that is there already is dropped again.
 *
 * <pre>
 * files.known: {_id: "sha256", file: ObjectId, size: bytes}
 * </pre>
 */
final class GridFiles implements FileStore {
  static final String BUCKET = "files";
  static final String KNOWN = BUCKET + ".known";

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int CHUNK = 255 << 10;

  private final Connection connection;
  private final GridFSBucket bucket;
  private final MongoCollection<BsonDocument> known;
  private final MongoCollection<BsonDocument> chunks;

  GridFiles(Connection connection) {
    this.connection = connection;
    // A client may send and fetch as slowly as it likes.
    MongoDatabase patient = connection.patient();
    bucket = GridFSBuckets.create(patient, BUCKET).withChunkSizeBytes(CHUNK);
    known = connection.database().getCollection(KNOWN, BsonDocument.class);
    chunks = connection.database().getCollection(BUCKET + ".chunks", BsonDocument.class);
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
    MessageDigest hash = sha256();
    long size = 0;
    boolean kept = false;
    GridFSUploadStream upload = bucket.openUploadStream("incoming");
    try {
      byte[] chunk = new byte[CHUNK];
      for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
        hash.update(chunk, 0, read);
        upload.write(chunk, 0, read);
        size += read;
      }
      upload.close();
      Stored stored = new Stored(HexFormat.of().formatHex(hash.digest()), size);
      kept = keep(stored, new BsonObjectId(upload.getObjectId()));
      if (!kept) {
        bucket.delete(upload.getObjectId());
        kept = true;
      }
      return stored;
    } finally {
      if (!kept) {
        drop(upload);
      }
    }
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

  private void drop(GridFSUploadStream upload) {
    chunks.deleteMany(new BsonDocument("files_id", new BsonObjectId(upload.getObjectId())));
    connection
        .database()
        .getCollection(BUCKET + ".files")
        .deleteOne(new BsonDocument(Field.ID, new BsonObjectId(upload.getObjectId())));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public Optional<SeekableByteChannel> open(String hash) throws IOException {
    if (!HASH.matcher(hash).matches()) {
      return Optional.empty();
    }
    try {
      BsonDocument entry =
          connection.ask(
              () -> known.find(new BsonDocument(Field.ID, new BsonString(hash))).first());
      return entry == null
          ? Optional.empty()
          : Optional.of(
              new ChunkChannel(
                  connection,
                  chunks,
                  entry.getObjectId("file"),
                  entry.getNumber("size").longValue(),
                  CHUNK));
    } catch (DataUnavailable e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
