package io.limp.data.mongo;

import com.mongodb.client.MongoCollection;
import io.limp.data.DataUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;

/**
 * A content in GridFS, to be read from anywhere in it; a chunk at a time is in memory. For one
 * thread at a time.
 */
final class ChunkChannel implements SeekableByteChannel {
  private final Connection connection;
  private final MongoCollection<BsonDocument> chunks;
  private final BsonObjectId file;
  private final long size;
  private final int chunkSize;
  private long position;
  private long chunkAt = -1;
  private byte[] chunk = {};
  private boolean open = true;

  ChunkChannel(
      Connection connection,
      MongoCollection<BsonDocument> chunks,
      BsonObjectId file,
      long size,
      int chunkSize) {
    this.connection = connection;
    this.chunks = chunks;
    this.file = file;
    this.size = size;
    this.chunkSize = chunkSize;
  }

  private void check() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    check();
    if (position >= size) {
      return -1;
    }
    int read = 0;
    while (bytes.hasRemaining() && position < size) {
      load(position / chunkSize);
      int from = (int) (position % chunkSize);
      int length = Math.min(bytes.remaining(), chunk.length - from);
      if (length <= 0) {
        throw new IOException("A chunk of the file is too short: " + chunkAt);
      }
      bytes.put(chunk, from, length);
      position += length;
      read += length;
    }
    return read;
  }

  private void load(long number) throws IOException {
    if (number == chunkAt) {
      return;
    }
    BsonDocument filter =
        new BsonDocument("files_id", file).append("n", new BsonInt32(Math.toIntExact(number)));
    try {
      BsonDocument found = connection.ask(() -> chunks.find(filter).first());
      if (found == null) {
        throw new IOException("A chunk of the file is missing: " + number);
      }
      chunk = found.getBinary("data").getData();
      chunkAt = number;
    } catch (DataUnavailable e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public int write(ByteBuffer bytes) {
    throw new NonWritableChannelException();
  }

  @Override
  public long position() throws IOException {
    check();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    check();
    if (newPosition < 0) {
      throw new IllegalArgumentException("Not a position: " + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    check();
    return size;
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
    chunk = new byte[0];
  }
}
