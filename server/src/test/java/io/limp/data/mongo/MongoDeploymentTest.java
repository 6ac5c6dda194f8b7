package io.limp.data.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Sort;
import io.limp.api.Value;
import io.limp.data.Change;
import io.limp.data.CollectionSpec;
import io.limp.data.DataUnavailable;
import io.limp.data.MongoServers;
import io.limp.data.Write;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is MongoDB's own: what lies there, several limpds at once, what the servers can do. */
class MongoDeploymentTest {
  private static final Id ACTOR = new Id(1, 1);
  private static final Map<String, AttrType<?>> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("name", new AttrType.Str());
    TYPES.put("number", new AttrType.Int());
    TYPES.put("owner", new AttrType.IdType());
    TYPES.put("at", new AttrType.Datetime());
    TYPES.put("any", new AttrType.Any());
  }

  private static final CollectionSpec THINGS =
      new CollectionSpec(
          "things", TYPES, List.of(List.of("name")), List.of(List.of("number")), List.of(), true);

  @TempDir private Path folder;
  private final MongoServers server = MongoServers.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private MongoData open() {
    MongoData data = server.open(folder);
    data.define(List.of(THINGS));
    return data;
  }

  private static Doc doc(int number, Object... attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("_id", new Id(2, number));
    for (int i = 0; i < attrs.length; i += 2) {
      values.put((String) attrs[i], attrs[i + 1]);
    }
    return new Doc(values);
  }

  private static void insert(MongoData data, int number, Object... attrs) {
    data.write(ACTOR, List.of(new Write.Insert("things", doc(number, attrs))));
  }

  private static Query is(String path, Object plain) {
    return new Query.Compare(path, Query.Op.EQ, new Value.Constant<>(plain));
  }

  @Test
  void documentsLieInMongosOwnTypes() {
    try (MongoData data = open();
        MongoClient client = MongoClients.create(server.address())) {
      Instant noon = Instant.parse("2026-01-01T12:00:00Z");
      insert(data, 1, "name", "Ann", "number", 5L, "owner", new Id(3, 4), "at", noon);
      Document stored = client.getDatabase(server.name()).getCollection("things").find().first();
      assertThat(stored.keySet()).containsExactly("_id", "v", "del", "d", "u");
      assertThat(stored.get("_id")).isEqualTo(new ObjectId(new Id(2, 1).toString()));
      assertThat(stored.get("v")).isEqualTo(1L);
      Document attrs = stored.get("d", Document.class);
      assertThat(attrs.get("number")).isEqualTo(5L);
      assertThat(attrs.get("owner")).isEqualTo(new ObjectId(new Id(3, 4).toString()));
      assertThat(attrs.getDate("at")).isEqualTo(noon);
      assertThat(stored.get("u")).isEqualTo(new Document("name", "[\"Ann\"]"));
    }
  }

  @Test
  void anOperatorInAValueIsAValue() {
    try (MongoData data = open()) {
      insert(data, 1, "name", "$gt", "any", Map.of("$gt", ""));
      insert(data, 2, "name", "x", "any", Map.of("a.b", 1L, "%", "", "", 2L));
      assertThat(data.byId("things", new Id(2, 2)).orElseThrow().values().get("any"))
          .isEqualTo(Map.of("a.b", 1L, "%", "", "", 2L));
      assertThat(names(data, is("any", Map.of("$gt", "")))).containsExactly("$gt");
      assertThat(names(data, is("any", Map.of("$ne", 1L)))).isEmpty();
      assertThat(names(data, is("any.$gt", ""))).containsExactly("$gt");
      assertThat(names(data, is("$where", "x"))).isEmpty();
      assertThat(names(data, is("name", "$gt"))).containsExactly("$gt");
    }
  }

  private static List<Object> names(MongoData data, Query where) {
    List<Object> names = new ArrayList<>();
    data.read("things", Find.where(where)).forEach(doc -> names.add(doc.values().get("name")));
    return names;
  }

  @Test
  void anotherLimpdHearsOfCommitsInTheirOrder() throws InterruptedException {
    try (MongoData one = open();
        MongoData other = open()) {
      assumeTrue(other.deployment().changeStreams(), "needs change streams");
      List<Change> told = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch all = new CountDownLatch(30);
      other.onCommit(
          changes -> {
            told.addAll(changes);
            changes.forEach(_ -> all.countDown());
          });
      List<Change> own = Collections.synchronizedList(new ArrayList<>());
      one.onCommit(own::addAll);
      for (int i = 0; i < 30; i++) {
        insert(one, i, "name", "n" + i, "number", (long) i);
      }
      assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(told).isEqualTo(own).hasSize(30);
    }
  }

  @Test
  void beforeItsOwnCommitALimpdHearsOfThoseThatCameEarlier() {
    try (MongoData one = open();
        MongoData other = open()) {
      List<Change> told = Collections.synchronizedList(new ArrayList<>());
      other.onCommit(told::addAll);
      insert(one, 1, "name", "first");
      insert(other, 2, "name", "second");
      assertThat(told).extracting(Change::id).containsExactly(new Id(2, 1), new Id(2, 2));
    }
  }

  @Test
  void twoLimpdsLoseNoUpdateOfEachOther() throws Exception {
    try (MongoData one = open();
        MongoData other = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      insert(one, 1, "number", 0L);
      List<Future<?>> calls = new ArrayList<>();
      for (MongoData data : List.of(one, other)) {
        for (int i = 0; i < 50; i++) {
          Doc more = new Doc(Map.of("number", new Edit.Add(1L)));
          Write write = new Write.Update("things", is("_id", new Id(2, 1)), more);
          calls.add(threads.submit(() -> data.write(ACTOR, List.of(write))));
        }
      }
      for (Future<?> call : calls) {
        call.get();
      }
      assertThat(one.byId("things", new Id(2, 1)).orElseThrow().values())
          .containsEntry("number", 100L);
      assertThat(one.history("things", List.of(new Id(2, 1))).get(new Id(2, 1))).hasSize(100);
    }
  }

  @Test
  void valuesFollowTheTypesOfAnAttributeThatChanged() {
    Map<String, AttrType<?>> open = new LinkedHashMap<>(TYPES);
    open.replaceAll((name, type) -> name.equals("name") ? type : new AttrType.Any());
    CollectionSpec before = new CollectionSpec("things", open, List.of(), List.of());
    Id owner = new Id(3, 4);
    try (MongoData data = open()) {
      insert(data, 1, "name", "typed", "owner", owner, "at", Instant.EPOCH);
      data.define(List.of(before));
      insert(data, 2, "name", "open", "owner", owner.toString(), "at", 0L, "number", 5.0);
      assertThat(names(data, is("owner", owner.toString()))).containsExactly("open", "typed");
      assertThat(data.byId("things", new Id(2, 1)).orElseThrow().values()).containsEntry("at", 0L);
      data.define(List.of(THINGS));
      assertThat(names(data, is("owner", owner))).containsExactly("open", "typed");
      assertThat(names(data, is("at", Instant.EPOCH))).containsExactly("open", "typed");
      assertThat(data.byId("things", new Id(2, 2)).orElseThrow().values())
          .containsEntry("number", 5L)
          .containsEntry("owner", owner);
    }
  }

  @Test
  void moreThanCanBeSortedInMemoryIsRefused() {
    open().close();
    MongoSettings settings = MongoSettings.of(server.address(), server.name());
    try (MongoData data = MongoData.open(settings, MongoSettings.Patience.none(), 3)) {
      data.define(List.of(THINGS));
      for (int i = 1; i <= 4; i++) {
        insert(data, i, "name", "n" + i, "any", (long) -i);
      }
      Find byAny = Find.where(Query.everything()).sorted(new Sort("any", false));
      assertThatThrownBy(() -> data.read("things", byAny))
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining("More than 3 documents of things");
      assertThat(data.read("things", byAny.withWhere(is("number", null)).and(is("name", "n4"))))
          .hasSize(1);
      Find byNumber = Find.where(Query.everything()).sorted(new Sort("number", true));
      assertThat(data.read("things", byNumber)).hasSize(4);
    }
  }

  @Test
  void theDatabaseOfAnotherProgramIsLeftAlone() {
    try (MongoClient client = MongoClients.create(server.address())) {
      String name = "limp_test_" + folder.getFileName();
      client.getDatabase(name).getCollection("staff").insertOne(new Document("name", "Ann"));
      assertThatThrownBy(() -> server.open(folder))
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining("another program")
          .hasMessageContaining("staff");
    }
  }

  @Test
  void theDatabaseOfANewerLimpdIsLeftAlone() {
    open().close();
    try (MongoClient client = MongoClients.create(server.address())) {
      client
          .getDatabase(server.name())
          .getCollection("_meta")
          .updateOne(new Document("_id", "format"), new Document("$set", new Document("n", 99L)));
      assertThatThrownBy(() -> server.open(folder))
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining("newer limpd");
    }
  }

  @Test
  void aPlanSaysWhetherAnIndexServes() {
    try (MongoData data = open()) {
      insert(data, 1, "number", 5L);
      assumeTrue(data.deployment().explains(), "needs a server that explains its plans");
      assertThat(data.plan("things", Find.where(is("number", 5L))).indexed()).isTrue();
      assertThat(data.plan("things", Find.where(is("any", 5L))).lines()).isNotEmpty();
    }
  }

  @Test
  void aHalfWrittenBatchIsNeverSeen() throws Exception {
    try (MongoData data = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assumeTrue(data.deployment().transactions(), "needs transactions");
      Future<?> writing =
          threads.submit(
              () -> {
                for (int i = 0; i < 50; i++) {
                  data.write(
                      ACTOR,
                      List.of(
                          new Write.Insert("things", doc(2 * i, "number", (long) i)),
                          new Write.Insert("things", doc(2 * i + 1, "number", (long) i))));
                }
                return null;
              });
      while (!writing.isDone()) {
        assertThat(data.read("things", Find.where(Query.everything())).total() % 2).isZero();
      }
      writing.get();
    }
  }
}
