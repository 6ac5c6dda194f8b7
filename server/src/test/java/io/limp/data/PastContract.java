package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.GeoPoint;
import io.limp.api.Id;
import io.limp.api.Moment;
import io.limp.api.Query;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a driver tells who changed what, what was before, and brings back what was deleted. */
abstract class PastContract extends Contract {
  private static final LogQuery ALL = LogQuery.of(Set.of("things"));
  private static final Id OTHER = new Id(5, 5);

  private List<Change> log(LogQuery sought) {
    return data.log(sought, Optional.empty(), 100);
  }

  private Map<Id, Change> since(Moment then) {
    return data.firstSince("things", then, Optional.empty(), 100);
  }

  private void undelete(int number) {
    write(new Write.Undelete("things", is("_id", id(number)), "why not"));
  }

  private List<Doc> deleted(Query where) {
    return data.read("things", Find.where(where).deleted()).list();
  }

  @Test
  void theLogIsReadFromItsEndInParts() {
    insert(1, "name", "Ann", "token", Secret.of("hush"));
    update(1, "number", 5L);
    delete(1, false);
    List<Change> all = log(ALL);
    assertThat(all)
        .extracting(Change::op)
        .containsExactly(Change.Op.DELETE, Change.Op.UPDATE, Change.Op.CREATE);
    assertThat(all.toString()).doesNotContain("hush");
    assertThat(data.log(ALL, Optional.empty(), 1)).isEqualTo(all.subList(0, 1));
    assertThat(data.log(ALL, Optional.of(all.getFirst().position()), 100))
        .isEqualTo(all.subList(1, 3));
  }

  @Test
  void changesAreSoughtByDocumentUserIdAndTime() {
    insert(1, "number", 1L);
    data.write(OTHER, List.of(new Write.Update("things", is("_id", id(1)), attrs("number", 2L))));
    insert(2);
    List<Change> all = log(ALL);
    Change others = all.get(1);
    Optional<Set<Id>> any = Optional.empty();
    Instant from = ALL.from();
    Instant to = ALL.to();
    Set<String> things = ALL.collections();
    assertThat(log(new LogQuery(things, Optional.of(Set.of(id(2))), any, any, from, to)))
        .isEqualTo(all.subList(0, 1));
    assertThat(log(new LogQuery(things, any, Optional.of(Set.of(OTHER)), any, from, to)))
        .containsExactly(others);
    assertThat(log(LogQuery.of("things", id(1), others.changeId()))).containsExactly(others);
    assertThat(log(LogQuery.of("things", id(2), others.changeId()))).isEmpty();
    assertThat(log(new LogQuery(things, any, any, any, all.getFirst().at(), to)))
        .contains(all.getFirst());
    assertThat(log(new LogQuery(things, any, any, any, from, all.getLast().at().minusMillis(1))))
        .isEmpty();
    assertThat(log(new LogQuery(things, any, any, any, Instant.now().plusSeconds(9), to)))
        .isEmpty();
  }

  @Test
  void remarksAreKeptWithTheirChange() {
    insert(1, "number", 1L);
    write(
        new Write.Update(
            "things", is("_id", id(1)), attrs("number", 2L), OptionalLong.empty(), "for a test"));
    reopen();
    assertThat(log(ALL)).extracting(Change::remarks).containsExactly("for a test", "");
    assertThat(data.history("things", List.of(id(1))).get(id(1)))
        .extracting(Change::remarks)
        .containsExactly("for a test");
  }

  @Test
  void theFirstChangeOfEachDocumentSinceAMomentTellsWhatItWas() {
    insert(1, "number", 1L);
    insert(2, "number", 1L);
    update(1, "number", 2L);
    String then = data.position();
    Id change = log(ALL).getFirst().changeId();
    update(1, "number", 3L);
    update(1, "number", 4L);
    delete(2, false);
    insert(3);
    for (Moment moment : List.of(new Moment.Behind(then), new Moment.After(change))) {
      Map<Id, Change> since = since(moment);
      assertThat(since).containsOnlyKeys(id(1), id(2), id(3));
      assertThat(since.get(id(1)).before()).contains(doc(1, "number", 2L));
      assertThat(since.get(id(2)).before()).contains(doc(2, "number", 1L));
      assertThat(since.get(id(3)).before()).isEmpty();
    }
    assertThat(since(new Moment.Behind(data.position()))).isEmpty();
    assertThat(since(new Moment.At(Instant.now().plusSeconds(9)))).isEmpty();
    assertThat(since(new Moment.At(Instant.EPOCH))).hasSize(3);
    Moment start = new Moment.At(Instant.EPOCH);
    assertThat(data.firstSince("things", start, Optional.of(Set.of(id(2))), 100))
        .containsOnlyKeys(id(2));
    assertThat(data.firstSince("things", start, Optional.empty(), 2)).hasSize(2);
  }

  @Test
  void aMomentOfAnotherLogIsNone() {
    insert(1);
    for (Moment moment :
        List.of(
            new Moment.Behind("nosuch:1"),
            new Moment.Behind(data.position().replaceAll(":.*", ":99")),
            new Moment.After(new Id(1, 1)),
            new Moment.After(new Id(1, 77)))) {
      assertThatThrownBy(() -> since(moment)).isInstanceOf(PositionLost.class);
    }
  }

  @Test
  void whatWasDeletedIsFoundAndComesBack() {
    insert(1, "name", "Ann", "text", "apple pie", "token", Secret.of("hush"));
    insert(2, "name", "Bob");
    insert(3, "name", "Cyd");
    delete(1, false);
    delete(2, true);
    assertThat(deleted(Query.everything())).extracting(Doc::id).containsExactly(id(1));
    assertThat(deleted(is("name", "Cyd"))).isEmpty();
    assertThat(data.read("things", Find.where(is("name", "Ann")).deleted()).total()).isEqualTo(1);
    undelete(1);
    undelete(2);
    undelete(3);
    assertThat(read(1))
        .isEqualTo(doc(1, "name", "Ann", "text", "apple pie", "token", Secret.of("hush")));
    assertThat(ids(Query.everything())).containsExactly(id(3), id(1));
    assertThat(data.read("things", Find.where(Query.everything()).limit(1)).total()).isEqualTo(2);
    assertThat(deleted(Query.everything())).isEmpty();
    Change back = log(ALL).getFirst();
    assertThat(back.op()).isEqualTo(Change.Op.UNDELETE);
    assertThat(back.version()).isEqualTo(3);
    assertThat(back.remarks()).isEqualTo("why not");
    assertThat(back.before()).isEmpty();
    assertThat(back.after()).contains(doc(1, "name", "Ann", "text", "apple pie"));
    update(1, "number", 1L);
    assertThat(read(1).values()).containsEntry("number", 1L);
  }

  @Test
  void whatComesBackIsFoundByItsWords() {
    insert(1, "text", "apple pie");
    delete(1, false);
    Query apple = new Query.Search(List.of("text", "tags", "title"), "apple");
    assertThat(ids(apple)).isEmpty();
    undelete(1);
    assertThat(ids(apple)).containsExactly(id(1));
  }

  @Test
  void aConditionMeansTheSameOfTheDeleted() {
    GeoPoint dubai = new GeoPoint(55.2708, 25.2048);
    Map<String, Object> home =
        Map.of("type", "Point", "coordinates", List.of(dubai.longitude(), dubai.latitude()));
    insert(1, "name", "Ann", "text", "apple pie", "home", home);
    insert(2, "name", "Bob");
    insert(3, "name", "Ann Two", "text", "apple pie", "home", home);
    delete(1, false);
    delete(2, false);
    List<Query> ann =
        List.of(
            new Query.Or(List.of(is("name", "Ann"), is("name", "Ann Two"))),
            new Query.Search(List.of("text"), "apple"),
            new Query.Near("home", dubai, 10));
    for (Query where : ann) {
      assertThat(deleted(where)).as("%s", where).extracting(Doc::id).containsExactly(id(1));
      Query others = new Query.Not(where);
      assertThat(deleted(others)).as("%s", others).extracting(Doc::id).containsExactly(id(2));
      assertThat(data.read("things", Find.where(others).deleted().limit(1)).total()).isEqualTo(1);
      assertThat(write(new Write.Undelete("things", others, "")).getFirst().ids())
          .containsExactly(id(2));
      delete(2, false);
      assertThat(write(new Write.Undelete("things", where, "")).getFirst().ids())
          .containsExactly(id(1));
      delete(1, false);
    }
  }

  @Test
  void whatIsUniqueCannotComeBackTwice() {
    insert(1, "name", "Ann");
    delete(1, false);
    insert(2, "name", "Ann");
    assertThatThrownBy(() -> undelete(1)).isInstanceOf(Duplicate.class);
    assertThat(deleted(Query.everything())).hasSize(1);
    assertThat(log(ALL)).hasSize(3);
    delete(2, false);
    undelete(1);
    assertThat(ids(Query.everything())).containsExactly(id(1));
  }
}
