package io.limp.data.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.Change;
import io.limp.data.CollectionSpec;
import io.limp.data.MongoServers;
import io.limp.data.Write;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is pruned of a change log that several limpds share, and who has to know. */
class MongoRetentionTest {
  private static final CollectionSpec THINGS =
      new CollectionSpec("things", Map.of("name", new AttrType.Str()), List.of(), List.of());

  @TempDir private Path folder;
  private final MongoServers server = MongoServers.start();
  private MongoClient client;
  private MongoDatabase database;

  /** A log of five changes. */
  @BeforeEach
  void fill() {
    try (MongoData data = server.open(folder)) {
      data.define(List.of(THINGS));
      for (int i = 1; i <= 5; i++) {
        Doc doc = new Doc(Map.of("_id", new Id(2, i), "name", "n" + i));
        data.write(new Id(1, 1), List.of(new Write.Insert("things", doc)));
      }
    }
    client = MongoClients.create(server.address());
    database = client.getDatabase(server.name());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private void count(String name, long number) {
    database
        .getCollection("_meta")
        .updateOne(new Document("_id", "log"), new Document("$set", new Document(name, number)));
  }

  private Object swept() {
    return database.getCollection("_meta").find(new Document("_id", "log")).first().get("swept");
  }

  private List<Long> kept() {
    List<Long> kept = new ArrayList<>();
    database.getCollection("_changes").find().forEach(change -> kept.add(change.getLong("_id")));
    return kept;
  }

  @Test
  void whatALimpdThatDiedHadBegunToTakeOutGoes() {
    count("floor", 3);
    assertThat(kept()).hasSize(5);
    try (MongoData data = server.open(folder)) {
      data.define(List.of(THINGS));
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!Long.valueOf(3).equals(swept())) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.onSpinWait();
      }
    }
    assertThat(kept()).containsExactly(4L, 5L);
  }

  @Test
  void whoMissedChangesThatWentIsToldOfThat() {
    database.getCollection("_changes").deleteMany(new Document("_id", new Document("$lte", 3L)));
    ChangeLog log = new ChangeLog(database, "epoch");
    List<Object> told = new ArrayList<>();
    Listeners listeners = new Listeners(log, 1, Map::of);
    listeners.addForGaps(() -> told.add("gap"));
    listeners.add(changes -> changes.stream().map(Change::id).forEach(told::add));
    listeners.catchUp();
    assertThat(told).containsExactly("gap", new Id(2, 4), new Id(2, 5));

    database.getCollection("_changes").deleteMany(new BsonDocument());
    count("n", 9);
    listeners.catchUp();
    listeners.catchUp();
    assertThat(told).hasSize(4).endsWith("gap");
  }

  @Test
  void whoIsUpToDateMissesNothing() {
    database.getCollection("_changes").deleteMany(new Document("_id", new Document("$lte", 3L)));
    AtomicInteger gaps = new AtomicInteger();
    Listeners listeners = new Listeners(new ChangeLog(database, "epoch"), 3, Map::of);
    listeners.addForGaps(gaps::incrementAndGet);
    listeners.catchUp();
    listeners.catchUp();
    assertThat(gaps).hasValue(0);
  }
}
