package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Secret;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How documents leave one database and enter another. */
abstract class MovingContract extends Contract {
  private List<StoredDoc> scan(Data from, int most) {
    List<StoredDoc> all = new ArrayList<>();
    Optional<Id> after = Optional.empty();
    while (true) {
      List<StoredDoc> part = from.scan("things", after, most);
      if (part.isEmpty()) {
        return all;
      }
      assertThat(part).hasSizeLessThanOrEqualTo(most);
      all.addAll(part);
      after = Optional.of(part.getLast().doc().id());
    }
  }

  @Test
  void everythingIsScannedInTheOrderOfIds() {
    insert(3, "name", "Cid");
    insert(1, "name", "Ann", "token", Secret.of("hush"));
    insert(2, "name", "Bob");
    insert(4);
    update(1, "number", 5L);
    delete(2, false);
    delete(4, true);
    List<StoredDoc> all = scan(data, 2);
    assertThat(all)
        .containsExactly(
            new StoredDoc(
                doc(1, "name", "Ann", "number", 5L, "token", Secret.of("hush")), 2, false),
            new StoredDoc(doc(2, "name", "Bob"), 2, true),
            new StoredDoc(doc(3, "name", "Cid"), 1, false),
            new StoredDoc(doc(4), 2, true));
  }

  @Test
  void whatIsLoadedIsWhatWasScanned() {
    insert(
        1,
        "name",
        "Ann",
        "decimal",
        2.0,
        "at",
        Instant.EPOCH,
        "owner",
        id(9),
        "title",
        values("en_AE", "x"),
        "any",
        Map.of("a", List.of(1L)),
        "token",
        Secret.of("hush"));
    insert(2, "name", "Bob");
    update(1, "number", 5L);
    delete(2, false);
    insert(3);
    delete(3, true);
    List<StoredDoc> all = scan(data, 100);
    Data other = open(folder.resolve("other"));
    try {
      other.define(List.of(THINGS));
      other.load("things", all);
      assertThat(scan(other, 100)).isEqualTo(all);
      assertThat(other.byId("things", id(1))).isEqualTo(data.byId("things", id(1)));
      assertThat(other.byId("things", id(2))).isEmpty();
      assertThat(other.knows("things", id(3))).isTrue();
      assertThat(other.read("things", Find.where(Query.everything()).limit(1)).total())
          .isEqualTo(1);
      assertThat(other.read("things", Find.where(is("number", 5L))).total()).isEqualTo(1);
    } finally {
      other.close();
    }
  }

  @Test
  void loadingTakesThePlaceOfWhatIsThere() {
    insert(1, "name", "Ann");
    insert(2, "name", "Bob");
    insert(3, "name", "Cid");
    data.load(
        "things",
        List.of(
            new StoredDoc(doc(1, "name", "Zoe"), 9, false),
            new StoredDoc(doc(2, "name", "Bob"), 4, true),
            new StoredDoc(doc(5, "name", "Eve"), 1, false)));
    assertThat(ids(Query.everything())).containsExactly(id(5), id(3), id(1));
    assertThat(data.read("things", Find.where(Query.everything()).limit(1)).total()).isEqualTo(3);
    assertThat(ids(is("name", "Ann"))).isEmpty();
    assertThat(data.read("things", Find.where(is("name", "Zoe")).withVersions()).list())
        .containsExactly(doc(1, "_ver", 9L, "name", "Zoe"));
    update(1, "number", 1L);
    assertThat(scan(data, 1).getFirst().version()).isEqualTo(10);
  }

  @Test
  void nobodyIsToldOfALoad() {
    List<Change> told = new ArrayList<>();
    data.onCommit(told::addAll);
    String position = data.position();
    data.load("things", List.of(new StoredDoc(doc(1), 1, false)));
    assertThat(told).isEmpty();
    assertThat(data.changes(position, 10).changes()).isEmpty();
    assertThat(data.position()).isEqualTo(position);
  }

  @Test
  void aLoadIsDoneWhollyOrNotAtAll() {
    insert(1, "name", "Ann");
    assertThatThrownBy(
            () ->
                data.load(
                    "things",
                    List.of(
                        new StoredDoc(doc(2, "name", "Bob"), 1, false),
                        new StoredDoc(doc(3, "name", "Ann"), 1, false))))
        .isInstanceOf(Duplicate.class);
    assertThat(ids(Query.everything())).containsExactly(id(1));
    assertThat(data.read("things", Find.where(Query.everything()).limit(1)).total()).isEqualTo(1);
    insert(2);
  }

  /** A log with one change of each kind. */
  private void changeThings() {
    insert(1, "name", "Ann", "token", Secret.of("hush"), "owner", id(9), "at", Instant.EPOCH);
    insert(2, "name", "Bob");
    update(1, "number", 5L, "token", Secret.of("other"));
    write(new Write.Delete("things", is("_id", id(2)), false));
    write(new Write.Undelete("things", is("_id", id(2)), "undo of something"));
    delete(2, true);
  }

  private List<Change> log(Data from, int most) {
    List<Change> all = new ArrayList<>();
    long after = 0;
    while (true) {
      List<Change> part = from.scanLog(after, most);
      if (part.isEmpty()) {
        return all;
      }
      assertThat(part).hasSizeLessThanOrEqualTo(most);
      all.addAll(part);
      after = part.getLast().sequence();
    }
  }

  private void move(Data to) {
    to.define(List.of(THINGS));
    to.load("things", scan(data, 100));
    for (Change change : log(data, 4)) {
      to.loadLog(data.logSpan(), List.of(change));
    }
  }

  @Test
  void theLogIsScannedInTheOrderOfCommits() {
    List<Change> told = new ArrayList<>();
    data.onCommit(told::addAll);
    changeThings();
    assertThat(log(data, 4)).isEqualTo(told).hasSize(6);
    assertThat(data.logSpan())
        .isEqualTo(new LogSpan(data.logSpan().epoch(), 6, 0, Optional.empty()));
  }

  @Test
  void theLogThatIsLoadedIsTheOneThatWasScanned() {
    changeThings();
    Data other = open(folder.resolve("other"));
    try {
      move(other);
      assertThat(log(other, 100)).isEqualTo(log(data, 100));
      assertThat(other.logSpan()).isEqualTo(data.logSpan());
      assertThat(other.position()).isEqualTo(data.position());
      assertThat(other.history("things", List.of(id(1))))
          .isEqualTo(data.history("things", List.of(id(1))))
          .isNotEmpty();
    } finally {
      other.close();
    }
  }

  @Test
  void aLogThatWasLoadedGoesOn() {
    changeThings();
    Path place = folder.resolve("other");
    Data other = open(place);
    try {
      move(other);
      List<Change> told = new ArrayList<>();
      other.onCommit(told::addAll);
      other.write(ACTOR, List.of(new Write.Insert("things", doc(7))));
      assertThat(told).extracting(Change::sequence).containsExactly(7L);
      other.close();
      other = open(place);
      other.define(List.of(THINGS));
      other.write(ACTOR, List.of(new Write.Insert("things", doc(8))));
      assertThat(other.changes(data.position(), 10).changes())
          .extracting(Change::id)
          .containsExactly(id(7), id(8));
    } finally {
      other.close();
    }
  }

  @Test
  void aPartOfTheLogMayBeLoadedTwice() {
    changeThings();
    Data other = open(folder.resolve("other"));
    try {
      move(other);
      move(other);
      assertThat(log(other, 100)).isEqualTo(log(data, 100));
    } finally {
      other.close();
    }
  }

  @Test
  void aLogOfAnotherEpochTakesThePlaceOfTheOneThatWasThere() {
    changeThings();
    Change first = log(data, 1).getFirst();
    LogSpan span = new LogSpan("another", 35, 30, Optional.of(first.at()));
    Change moved =
        new Change(
            "another:35",
            first.at(),
            first.collection(),
            first.id(),
            first.op(),
            first.version(),
            first.actor(),
            first.before(),
            first.after(),
            first.remarks());
    String before = data.position();
    data.loadLog(span, List.of(moved));
    assertThat(log(data, 100)).containsExactly(moved);
    assertThat(data.logSpan()).isEqualTo(span);
    assertThatThrownBy(() -> data.changes(before, 10)).isInstanceOf(PositionLost.class);
    assertThatThrownBy(() -> data.changes("another:29", 10)).isInstanceOf(PositionLost.class);
    assertThat(data.changes("another:30", 10).changes()).containsExactly(moved);
  }

  @Test
  void aSecretInALogThatIsLoadedStaysOut() {
    changeThings();
    Change update = log(data, 100).get(2);
    Change open =
        new Change(
            update.position(),
            update.at(),
            update.collection(),
            update.id(),
            update.op(),
            update.version(),
            update.actor(),
            update.before().map(doc -> doc.withPlain("token", Secret.of("hush"))),
            update.after(),
            update.remarks());
    data.loadLog(data.logSpan(), List.of(open));
    assertThat(log(data, 100).get(2)).isEqualTo(update);
  }

  @Test
  void anEmptyCollectionIsScannedToo() {
    assertThat(scan(data, 10)).isEmpty();
    data.load("things", List.of());
    assertThat(ids(Query.everything())).isEmpty();
  }
}
