package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Secret;
import io.limp.api.Value;
import io.limp.data.Write.Delete;
import io.limp.data.Write.Insert;
import io.limp.data.Write.Update;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every driver must keep, refuse and tell; {@link QueryContract} is what it must find. */
abstract class DataContract {
  static final Id ACTOR = new Id(0x0102030405060708L, 9);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

  static final Map<String, AttrType<?>> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("name", new AttrType.Str());
    TYPES.put("email", new AttrType.Email());
    TYPES.put("realm", new AttrType.Str());
    TYPES.put("age", new AttrType.Int());
    TYPES.put("weight", new AttrType.Decimal());
    TYPES.put("active", new AttrType.Bool());
    TYPES.put("owner", new AttrType.IdType());
    TYPES.put("groups", new AttrType.ListOf<>(new AttrType.IdType()));
    TYPES.put("seen", new AttrType.Datetime());
    TYPES.put("visits", new AttrType.ListOf<>(new AttrType.Datetime()));
    TYPES.put("title", new AttrType.Locale());
    TYPES.put("access", new AttrType.AccessType());
    TYPES.put("home", new AttrType.Geo());
    TYPES.put("photo", new AttrType.File(List.of()));
    TYPES.put("meta", new AttrType.Dict());
    TYPES.put("any", new AttrType.Any());
    TYPES.put("password", new AttrType.SecretType());
  }

  static final CollectionSpec STAFF =
      new CollectionSpec(
          "staff",
          TYPES,
          List.of(List.of("email"), List.of("realm", "name")),
          List.of(List.of("age")));

  @TempDir Path folder;
  Data data;

  abstract Data open(Path folder);

  @BeforeEach
  void openDatabase() {
    data = open(folder);
    data.define(List.of(STAFF));
  }

  @AfterEach
  void closeDatabase() {
    data.close();
  }

  void reopen() {
    data.close();
    openDatabase();
  }

  static Doc doc(Id id, Object... attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("_id", id);
    for (int i = 0; i < attrs.length; i += 2) {
      values.put((String) attrs[i], attrs[i + 1]);
    }
    return new Doc(values);
  }

  static Doc attrs(Object... attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < attrs.length; i += 2) {
      values.put((String) attrs[i], attrs[i + 1]);
    }
    return new Doc(values);
  }

  static Id id(int number) {
    return new Id(0x7000_0000_0000_0000L, number);
  }

  static Query is(String path, Object plain) {
    return new Query.Compare(path, Query.Op.EQ, new Value.Constant<>(plain));
  }

  Id insert(int number, Object... attrs) {
    write(new Insert("staff", doc(id(number), attrs)));
    return id(number);
  }

  List<Written> write(Write... writes) {
    return data.write(ACTOR, List.of(writes));
  }

  private List<Id> ids() {
    return data.read("staff", Find.where(Query.everything())).list().stream().map(Doc::id).toList();
  }

  // What is kept

  @Test
  void everyKindOfValueIsReadBackAsItWasWritten() {
    Map<String, Object> title = new LinkedHashMap<>();
    title.put("ar_AE", "مرحبا");
    title.put("en_AE", "Hello \"there\"\n\0 😀");
    Doc written =
        doc(
            id(1),
            "name",
            "",
            "age",
            Long.MIN_VALUE,
            "weight",
            80.0,
            "active",
            false,
            "owner",
            id(7),
            "groups",
            List.of(id(8), id(9)),
            "seen",
            NOON,
            "visits",
            List.of(NOON, NOON.minusSeconds(100_000_000_000L)),
            "title",
            title,
            "access",
            Map.of("anon", true, "users", List.of(id(3)), "groups", List.of()),
            "home",
            Map.of("type", "Point", "coordinates", List.of(55.3, 25.0)),
            "photo",
            Map.of(
                "name", "a.png", "type", "image/png", "size", 5L, "lastModified", 6L, "hash", "ab"),
            "meta",
            Map.of("a.b", Arrays.asList(1L, 1.0, true, null, "x"), "o", Map.of("p", Map.of())),
            "any",
            1e300,
            "password",
            Secret.of("hush"));
    write(new Insert("staff", written));
    reopen();
    Doc read = data.byId("staff", id(1)).orElseThrow();
    assertThat(read).isEqualTo(written);
    assertThat(read.values().get("weight")).isInstanceOf(Double.class);
    assertThat(read.values().get("age")).isInstanceOf(Long.class);
    assertThat(data.read("staff", Find.where(Query.everything())).list()).containsExactly(written);
  }

  @Test
  void nullStaysNullAndMissingStaysMissing() {
    insert(
        1,
        "name",
        null,
        "owner",
        null,
        "weight",
        null,
        "seen",
        null,
        "password",
        null,
        "groups",
        null);
    Doc read = data.byId("staff", id(1)).orElseThrow();
    assertThat(read.values())
        .containsOnlyKeys("_id", "name", "owner", "weight", "seen", "password", "groups");
    assertThat(read.without().values().values())
        .filteredOn(value -> value != null)
        .containsExactly(id(1));
  }

  @Test
  void attributesComeInTheOrderOfTheSchemaAfterTheIdAndUnknownOnesLast() {
    write(
        new Insert(
            "staff", doc(id(1), "zeal", 1L, "age", 5L, "name", "Ann", "old", Map.of("x", 1L))));
    Doc read = data.byId("staff", id(1)).orElseThrow();
    assertThat(read.values().keySet()).containsExactly("_id", "name", "age", "zeal", "old");
  }

  @Test
  void aWholeNumberInADecimalIsADecimal() {
    insert(1, "weight", 80L);
    assertThat(data.byId("staff", id(1)).orElseThrow().values()).containsEntry("weight", 80.0);
  }

  @Test
  void aDocumentOfOneMegabyteIsKept() {
    String text = "x".repeat(1 << 20);
    insert(1, "any", text);
    assertThat(data.byId("staff", id(1)).orElseThrow().values()).containsEntry("any", text);
  }

  @Test
  void everythingIsThereAfterReopening() {
    for (int i = 0; i < 100; i++) {
      insert(i, "name", "n" + i);
    }
    write(new Delete("staff", is("name", "n5"), false));
    List<Id> before = ids();
    reopen();
    assertThat(ids()).isEqualTo(before).hasSize(99);
    assertThat(data.knows("staff", id(5))).isTrue();
  }

  // Writes

  @Test
  void anUpdateSetsAttributesAndTellsMatchedFromChanged() {
    insert(1, "name", "Ann", "age", 5L);
    insert(2, "name", "Bob", "age", 6L);
    insert(3, "name", "Cid", "age", 5L);
    List<Written> written = write(new Update("staff", Query.everything(), attrs("age", 5L)));
    assertThat(written).containsExactly(new Written(List.of(id(3), id(2), id(1)), 1));
    assertThat(data.byId("staff", id(2))).contains(doc(id(2), "name", "Bob", "age", 5L));
    assertThat(write(new Update("staff", is("name", "Nobody"), attrs("age", 1L))))
        .containsExactly(new Written(List.of(), 0));
  }

  @Test
  void anUpdateToTheSameValueInAnotherGuiseChangesNothing() {
    insert(1, "weight", 80.0, "meta", Map.of("a", List.of(1L)));
    assertThat(
            write(
                new Update(
                    "staff",
                    Query.everything(),
                    attrs("weight", 80L, "meta", Map.of("a", List.of(1L))))))
        .containsExactly(new Written(List.of(id(1)), 0));
  }

  @Test
  void anUpdateMaySetNull() {
    insert(1, "name", "Ann");
    write(new Update("staff", is("_id", id(1)), attrs("name", null)));
    assertThat(data.byId("staff", id(1)).orElseThrow().values()).containsEntry("name", null);
    assertThat(data.read("staff", Find.where(is("name", null))).total()).isEqualTo(1);
  }

  @Test
  void anIdIsNeverChanged() {
    insert(1);
    assertThatThrownBy(() -> write(new Update("staff", Query.everything(), attrs("_id", id(2)))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ids()).containsExactly(id(1));
  }

  @Test
  void aDeletedDocumentIsNotFoundButKnown() {
    insert(1, "name", "Ann");
    insert(2, "name", "Bob");
    assertThat(write(new Delete("staff", is("name", "Ann"), false)))
        .containsExactly(new Written(List.of(id(1)), 1));
    assertThat(ids()).containsExactly(id(2));
    assertThat(data.byId("staff", id(1))).isEmpty();
    assertThat(data.knows("staff", id(1))).isTrue();
    assertThat(write(new Update("staff", is("name", "Ann"), attrs("age", 1L))).getFirst().ids())
        .isEmpty();
    assertThat(write(new Delete("staff", is("name", "Ann"), true)).getFirst().count()).isZero();
  }

  @Test
  void aDocumentDeletedForGoodStaysKnownToo() {
    insert(1, "name", "Ann");
    write(new Delete("staff", is("_id", id(1)), true));
    assertThat(ids()).isEmpty();
    assertThat(data.knows("staff", id(1))).isTrue();
    assertThat(data.knows("staff", id(2))).isFalse();
  }

  @Test
  void laterWritesOfATransactionSeeTheEarlierOnes() {
    List<Written> written =
        write(
            new Insert("staff", doc(id(1), "name", "Ann")),
            new Update("staff", is("name", "Ann"), attrs("age", 5L)),
            new Delete("staff", is("age", 5L), false));
    assertThat(written).extracting(Written::count).containsExactly(1L, 1L, 1L);
    assertThat(data.knows("staff", id(1))).isTrue();
    assertThat(ids()).isEmpty();
  }

  @Test
  void allWritesOfATransactionAreDoneOrNone() {
    insert(1, "email", "a@b.c");
    List<Change> told = Collections.synchronizedList(new ArrayList<>());
    data.onCommit(told::addAll);
    assertThatThrownBy(
            () ->
                write(
                    new Insert("staff", doc(id(2))),
                    new Update("staff", is("_id", id(1)), attrs("age", 5L)),
                    new Insert("staff", doc(id(3), "email", "a@b.c"))))
        .isInstanceOf(Duplicate.class);
    assertThat(ids()).containsExactly(id(1));
    assertThat(data.byId("staff", id(1)).orElseThrow().values()).doesNotContainKey("age");
    assertThat(told).isEmpty();
  }

  @Test
  void aPageOfEverythingCountsTheLivingOnly() {
    for (int i = 1; i <= 5; i++) {
      insert(i);
    }
    write(
        new Delete("staff", is("_id", id(1)), false), new Delete("staff", is("_id", id(2)), true));
    assertThatThrownBy(
            () -> write(new Insert("staff", doc(id(9))), new Insert("staff", doc(id(3)))))
        .isInstanceOf(Duplicate.class);
    reopen();
    assertThat(data.read("staff", Find.where(Query.everything()).limit(1)).total()).isEqualTo(3);
  }

  @Test
  void noWritesAreNothing() {
    assertThat(data.write(ACTOR, List.of())).isEmpty();
  }

  @Test
  void anUnknownCollectionIsABug() {
    assertThatThrownBy(() -> write(new Insert("nobody", doc(id(1)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody");
  }

  // Unique

  @Test
  void aDuplicateNamesTheAttributesThatAreShared() {
    insert(1, "email", "a@b.c", "realm", "x", "name", "Ann");
    Duplicate email = catchThrowableOfType(Duplicate.class, () -> insert(2, "email", "a@b.c"));
    assertThat(email.attrs()).containsExactly("email");
    assertThat(email.collection()).isEqualTo("staff");
    Duplicate both =
        catchThrowableOfType(Duplicate.class, () -> insert(3, "realm", "x", "name", "Ann"));
    assertThat(both.attrs()).containsExactly("realm", "name");
    Duplicate same = catchThrowableOfType(Duplicate.class, () -> insert(1));
    assertThat(same.attrs()).containsExactly("_id");
    assertThat(ids()).containsExactly(id(1));
  }

  @Test
  void anUpdateCannotMakeDuplicates() {
    insert(1, "email", "a@b.c");
    insert(2, "email", "d@e.f");
    assertThatThrownBy(() -> write(new Update("staff", is("_id", id(2)), attrs("email", "a@b.c"))))
        .isInstanceOf(Duplicate.class);
  }

  @Test
  void missingAndNullAreSharedByNone() {
    insert(1, "email", null, "realm", "x");
    insert(2, "email", null, "realm", "x");
    insert(3, "realm", "x", "name", null);
    insert(4);
    insert(5);
    assertThat(ids()).hasSize(5);
  }

  @Test
  void theDeletedLeaveTheirPlaceToTheLiving() {
    insert(1, "email", "a@b.c");
    write(new Delete("staff", is("_id", id(1)), false));
    insert(2, "email", "a@b.c");
    write(new Delete("staff", is("_id", id(2)), true));
    insert(3, "email", "a@b.c");
    assertThat(ids()).containsExactly(id(3));
    // Not even a deleted document's id is given again.
    assertThatThrownBy(() -> insert(1)).isInstanceOf(Duplicate.class);
    assertThatThrownBy(() -> insert(2)).isInstanceOf(Duplicate.class);
  }

  // Listeners

  @Test
  void listenersAreToldWhatChangedBeforeTheWriterIsAnswered() {
    List<Change> told = new ArrayList<>();
    data.onCommit(told::addAll);
    Instant start = Instant.now().minusMillis(1);
    insert(1, "name", "Ann");
    write(
        new Update("staff", is("_id", id(1)), attrs("age", 5L)),
        new Update("staff", is("_id", id(1)), attrs("age", 5L)));
    write(new Delete("staff", is("_id", id(1)), false));
    assertThat(told)
        .extracting(Change::op)
        .containsExactly(Change.Op.CREATE, Change.Op.UPDATE, Change.Op.DELETE);
    assertThat(told).extracting(Change::version).containsExactly(1L, 2L, 3L);
    assertThat(told).extracting(Change::actor).containsOnly(ACTOR);
    assertThat(told).extracting(Change::collection).containsOnly("staff");
    assertThat(told).extracting(Change::id).containsOnly(id(1));
    assertThat(told).extracting(Change::position).doesNotHaveDuplicates();
    assertThat(told).allSatisfy(change -> assertThat(change.at()).isBetween(start, Instant.now()));
    Doc ann = doc(id(1), "name", "Ann");
    Doc older = doc(id(1), "name", "Ann", "age", 5L);
    assertThat(told)
        .extracting(Change::before)
        .containsExactly(Optional.empty(), Optional.of(ann), Optional.of(older));
    assertThat(told)
        .extracting(Change::after)
        .containsExactly(Optional.of(ann), Optional.of(older), Optional.empty());
  }

  @Test
  void secretsAreLeftOutOfBothImages() {
    List<Change> told = new ArrayList<>();
    data.onCommit(told::addAll);
    insert(1, "name", "Ann", "password", Secret.of("hush"));
    write(new Update("staff", is("_id", id(1)), attrs("password", Secret.of("hush hush"))));
    Doc ann = doc(id(1), "name", "Ann");
    assertThat(told).extracting(Change::after).containsExactly(Optional.of(ann), Optional.of(ann));
    assertThat(told.getLast().before()).contains(ann);
    assertThat(data.byId("staff", id(1)).orElseThrow().values())
        .containsEntry("password", Secret.of("hush hush"));
  }

  @Test
  void aFailingListenerKeepsNobodyFromHearingOrFromTheAnswer() {
    List<Change> told = new ArrayList<>();
    data.onCommit(
        _ -> {
          throw new IllegalStateException("A listener's bug");
        });
    data.onCommit(told::addAll);
    insert(1);
    insert(2);
    assertThat(told).hasSize(2);
    assertThat(ids()).hasSize(2);
  }

  @Test
  void aListenerThatWritesIsRefusedRatherThanStuck() {
    List<Throwable> refused = new ArrayList<>();
    data.onCommit(_ -> refused.add(catchThrowableOfType(RuntimeException.class, () -> insert(2))));
    insert(1);
    assertThat(refused).singleElement().isInstanceOf(IllegalStateException.class);
  }

  // Many at once

  private static void inParallel(int callers, Callable<?> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        calls.add(threads.submit(call));
      }
      for (Future<?> future : calls) {
        future.get();
      }
    }
  }

  @Test
  void everyoneHearsOfChangesInTheOrderInWhichTheyWereMade() throws Exception {
    List<Change> told = new ArrayList<>();
    data.onCommit(told::addAll);
    insert(1, "age", 0L);
    AtomicLong age = new AtomicLong();
    inParallel(
        32,
        () -> {
          for (int i = 0; i < 25; i++) {
            write(new Update("staff", is("_id", id(1)), attrs("age", age.incrementAndGet())));
          }
          return null;
        });
    assertThat(told).hasSize(801);
    for (int i = 1; i < told.size(); i++) {
      assertThat(told.get(i).version()).isEqualTo(i + 1L);
      assertThat(told.get(i).before()).isEqualTo(told.get(i - 1).after());
    }
    assertThat(data.byId("staff", id(1))).isEqualTo(told.getLast().after());
  }

  @Test
  void whoeverIsAnsweredReadsItsOwnWrite() throws Exception {
    AtomicInteger next = new AtomicInteger();
    inParallel(
        32,
        () -> {
          for (int i = 0; i < 20; i++) {
            Id id = insert(next.incrementAndGet());
            assertThat(data.byId("staff", id)).isPresent();
            assertThat(data.read("staff", Find.where(is("_id", id))).total()).isEqualTo(1);
          }
          return null;
        });
    assertThat(ids()).hasSize(640);
  }

  @Test
  void oneCallersDuplicateDoesNotHurtTheOthers() throws Exception {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    inParallel(
        32,
        () -> {
          for (int i = 0; i < 20; i++) {
            int number = next.incrementAndGet();
            try {
              insert(number, "email", number % 2 == 0 ? "same@b.c" : number + "@b.c");
            } catch (Duplicate e) {
              refused.incrementAndGet();
            }
          }
          return null;
        });
    assertThat(refused).hasValue(319);
    assertThat(ids()).hasSize(321);
  }

  @Test
  void anInterruptedCallerIsToldAndNothingBreaks() {
    insert(1);
    Thread.currentThread().interrupt();
    try {
      // It may also have been answered before the interrupt was looked at.
      assertThat(data.byId("staff", id(1))).isPresent();
    } catch (DataUnavailable e) {
      assertThat(e).hasMessageContaining("interrupted");
    }
    assertThat(Thread.interrupted()).isTrue();
    Thread.currentThread().interrupt();
    DataUnavailable withdrawn = null;
    try {
      insert(2);
    } catch (DataUnavailable e) {
      withdrawn = e;
    }
    assertThat(Thread.interrupted()).isTrue();
    // Either it was taken back in time, or it was written: never refused and written.
    assertThat(data.byId("staff", id(2)).isPresent()).isEqualTo(withdrawn == null);
    insert(3);
    assertThat(data.byId("staff", id(3))).isPresent();
  }

  // Closing and defining

  @Test
  void aClosedDatabaseSaysSo() {
    data.close();
    assertThatThrownBy(() -> insert(1))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> data.byId("staff", id(1))).isInstanceOf(DataUnavailable.class);
    data.close();
  }

  @Test
  void writesThatWereQueuedAreWrittenBeforeItCloses() throws Exception {
    List<Id> answered = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger next = new AtomicInteger();
    CountDownLatch some = new CountDownLatch(50);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        threads.execute(
            () -> {
              boolean open = true;
              while (open) {
                try {
                  answered.add(insert(next.incrementAndGet()));
                  some.countDown();
                } catch (DataUnavailable e) {
                  open = false;
                }
              }
            });
      }
      some.await();
      data.close();
    }
    openDatabase();
    // Who got no answer was refused: what is there is what was answered, and nothing else.
    assertThat(ids()).containsExactlyInAnyOrderElementsOf(answered);
  }

  @Test
  void aCollectionMayGrowAttributesAndIndexes() {
    CollectionSpec first =
        new CollectionSpec(
            "teams", Map.of("name", new AttrType.Str()), List.of(), List.of(List.of("name")));
    data.define(List.of(STAFF, first));
    write(new Insert("teams", doc(id(1), "name", "a", "lead", id(7).toString())));
    Map<String, AttrType<?>> types = new LinkedHashMap<>();
    types.put("lead", new AttrType.IdType());
    types.put("name", new AttrType.Str());
    data.define(
        List.of(
            STAFF,
            new CollectionSpec(
                "teams", types, List.of(List.of("name")), List.of(List.of("lead")))));
    assertThat(data.byId("teams", id(1))).contains(doc(id(1), "lead", id(7), "name", "a"));
    assertThat(data.read("teams", Find.where(is("lead", id(7)))).total()).isEqualTo(1);
    assertThatThrownBy(() -> write(new Insert("teams", doc(id(2), "name", "a"))))
        .isInstanceOf(Duplicate.class);
    data.define(List.of(STAFF, first));
    write(new Insert("teams", doc(id(2), "name", "a")));
  }

  @Test
  void aUniqueSetThatIsAlreadySharedIsRefusedByName() {
    insert(1, "age", 5L);
    insert(2, "age", 5L);
    CollectionSpec unique = new CollectionSpec("staff", TYPES, List.of(List.of("age")), List.of());
    assertThatThrownBy(() -> data.define(List.of(unique)))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("staff")
        .hasMessageContaining("age");
    insert(3, "age", 5L);
  }

  @Test
  void aSecretStaysOneWhenTheSchemaForgetsIt() {
    insert(1, "password", Secret.of("hush"));
    Map<String, AttrType<?>> types = new LinkedHashMap<>(TYPES);
    types.remove("password");
    data.define(List.of(new CollectionSpec("staff", types, List.of(), List.of())));
    List<Change> told = new ArrayList<>();
    data.onCommit(told::addAll);
    write(new Update("staff", is("_id", id(1)), attrs("age", 1L)));
    assertThat(data.byId("staff", id(1)).orElseThrow().values())
        .containsEntry("password", Secret.of("hush"));
    assertThat(told.getFirst().before().orElseThrow().values()).doesNotContainKey("password");
  }
}
