package io.limp.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.limp.testing.TestApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A MongoDB for tests: the one that {@code LIMP_TEST_MONGODB_URI} names, or else one in this
 * process's memory, which is spoken to over a real connection all the same.
 */
public final class TestMongo implements AutoCloseable {
  private final Optional<MongoServer> inMemory;
  private final String address;
  private final List<String> databases = new ArrayList<>();

  private TestMongo(Optional<MongoServer> inMemory, String address) {
    this.inMemory = inMemory;
    this.address = address;
  }

  public static TestMongo start() {
    Optional<String> real =
        Optional.ofNullable(System.getenv("LIMP_TEST_MONGODB_URI")).filter(uri -> !uri.isBlank());
    if (real.isPresent()) {
      return new TestMongo(Optional.empty(), real.get());
    }
    MongoServer server = new MongoServer(new MemoryBackend());
    server.enableOplog();
    return new TestMongo(Optional.of(server), server.bindAndGetConnectionString());
  }

  public String address() {
    return address;
  }

  /** True when nobody sees the half of a write: the one in memory has no transactions. */
  public boolean hasTransactions() {
    return inMemory.isEmpty();
  }

  /** Removes the app's database at the end. */
  public TestApp dropLater(TestApp app) {
    databases.add(app.dataName());
    return app;
  }

  /** Removes the database of that name at the end. */
  String dropLater(String name) {
    databases.add(name);
    return name;
  }

  @Override
  public void close() {
    if (inMemory.isPresent()) {
      inMemory.get().shutdownNow();
      return;
    }
    try (MongoClient client = MongoClients.create(address)) {
      databases.forEach(name -> client.getDatabase(name).drop());
    }
  }
}
