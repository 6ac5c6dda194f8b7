package io.limp.testing;

import io.limp.data.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A store whose calls fail where {@link DataFaults} says so; but not those of the server's own
 * sweep, which come at a time that no call chooses.
 */
final class FaultyFiles implements FileStore {
  private final FileStore store;
  private final DataFaults faults;

  FaultyFiles(FileStore store, DataFaults faults) {
    this.store = store;
    this.faults = faults;
  }

  @Override
  public Stored put(InputStream content) throws IOException {
    return faults.passFile(() -> store.put(content));
  }

  @Override
  public Incoming receive() throws IOException {
    Incoming incoming = faults.passFile(store::receive);
    return new Incoming() {
      @Override
      public void write(byte[] piece, int length) throws IOException {
        faults.passFile(
            () -> {
              incoming.write(piece, length);
              return length;
            });
      }

      @Override
      public long size() {
        return incoming.size();
      }

      @Override
      public Stored keep() throws IOException {
        return faults.passFile(incoming::keep);
      }

      @Override
      public void close() throws IOException {
        incoming.close();
      }
    };
  }

  @Override
  public Optional<SeekableByteChannel> open(String hash) throws IOException {
    return faults.passFile(() -> store.open(hash));
  }

  @Override
  public Stream<Kept> list() throws IOException {
    return store.list();
  }

  @Override
  public boolean delete(String hash, Instant putBefore) throws IOException {
    return store.delete(hash, putBefore);
  }
}
