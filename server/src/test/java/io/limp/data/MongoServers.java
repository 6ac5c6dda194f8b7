package io.limp.data;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.limp.data.mongo.MongoData;
import io.limp.data.mongo.MongoSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A MongoDB for one test: the one that {@code LIMP_TEST_MONGODB_URI} names, or else one in this
 * process's memory, which is spoken to over a real connection all the same.
 */
public final class MongoServers implements AutoCloseable {
  private final Optional<MongoServer> inMemory;
  private final String address;
  private String name = "";

  private MongoServers(Optional<MongoServer> inMemory, String address) {
    this.inMemory = inMemory;
    this.address = address;
  }

  public static MongoServers start() {
    Optional<String> real =
        Optional.ofNullable(System.getenv("LIMP_TEST_MONGODB_URI")).filter(uri -> !uri.isBlank());
    if (real.isPresent()) {
      return new MongoServers(Optional.empty(), real.get());
    }
    MongoServer server = new MongoServer(new MemoryBackend());
    server.enableOplog();
    return new MongoServers(Optional.of(server), server.bindAndGetConnectionString());
  }

  public String address() {
    return address;
  }

  /** The database of a test's folder: the same after reopening. */
  public MongoData open(Path folder) {
    return open(MongoSettings.of(address, named(folder)));
  }

  /** The same with another change log. */
  public MongoData open(Path folder, LogLimits log, InstantSource clock) {
    return open(MongoSettings.of(address, named(folder)).log(log, clock));
  }

  /** The same, which waits for as long as a busy machine may take. */
  MongoData openPatiently(Path folder) {
    return open(MongoSettings.of(address, named(folder)).within(Duration.ofMinutes(5)));
  }

  private static MongoData open(MongoSettings settings) {
    return MongoData.open(settings, MongoSettings.Patience.none());
  }

  /** The name of the database of a test's folder, which is removed at the end. */
  public String named(Path folder) {
    name = "limp_test_" + folder.getFileName();
    return name;
  }

  /** The name of the database that was opened or named last. */
  public String name() {
    return name;
  }

  @Override
  public void close() {
    if (inMemory.isPresent()) {
      inMemory.get().shutdownNow();
    } else if (!name.isEmpty()) {
      try (MongoClient client = MongoClients.create(address)) {
        client.getDatabase(name).drop();
      }
    }
  }
}
