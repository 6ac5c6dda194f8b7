package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.Find;
import io.limp.api.Query;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What an update makes of the values that are there, and of which version they must be. */
abstract class EditContract extends Contract {
  @Test
  void numbersAreAddedTo() {
    insert(1, "number", 5L, "decimal", 1.5);
    update(1, "number", new Edit.Add(3L), "decimal", new Edit.Add(1L));
    assertThat(read(1)).isEqualTo(doc(1, "number", 8L, "decimal", 2.5));
    update(1, "number", new Edit.Add(-10L), "decimal", new Edit.Add(-0.5));
    assertThat(read(1)).isEqualTo(doc(1, "number", -2L, "decimal", 2.0));
  }

  @Test
  void aMissingNumberCountsAsNought() {
    insert(1, "number", null);
    update(1, "number", new Edit.Add(3L), "decimal", new Edit.Add(1L));
    assertThat(read(1)).isEqualTo(doc(1, "number", 3L, "decimal", 1.0));
    insert(2);
    update(2, "number", new Edit.Multiply(3L));
    assertThat(read(2)).isEqualTo(doc(2, "number", 0L));
  }

  @Test
  void numbersAreMultiplied() {
    insert(1, "number", 5L, "decimal", 1.5);
    update(1, "number", new Edit.Multiply(3L), "decimal", new Edit.Multiply(2L));
    assertThat(read(1)).isEqualTo(doc(1, "number", 15L, "decimal", 3.0));
  }

  @Test
  void membersAreAppendedAndRemoved() {
    insert(1, "tags", List.of("a", "b"), "friends", List.of(id(8)));
    update(
        1,
        "tags",
        new Edit.Append(List.of("b", "c"), false),
        "friends",
        new Edit.Append(List.of(id(8), id(9)), true));
    assertThat(read(1))
        .isEqualTo(doc(1, "tags", List.of("a", "b", "b", "c"), "friends", List.of(id(8), id(9))));
    update(
        1, "tags", new Edit.Remove(List.of("b", "x")), "friends", new Edit.Remove(List.of(id(8))));
    assertThat(read(1)).isEqualTo(doc(1, "tags", List.of("a", "c"), "friends", List.of(id(9))));
  }

  @Test
  void aMissingListCountsAsEmpty() {
    insert(1);
    update(
        1, "tags", new Edit.Append(List.of("a"), true), "friends", new Edit.Remove(List.of(id(1))));
    assertThat(read(1)).isEqualTo(doc(1, "tags", List.of("a"), "friends", List.of()));
  }

  @Test
  void aMemberIsSetAtItsPlace() {
    insert(1, "tags", List.of("a", "b", "c"));
    update(1, "tags", new Edit.SetIndex(1, "x"));
    assertThat(read(1)).isEqualTo(doc(1, "tags", List.of("a", "x", "c")));
    assertThatThrownBy(() -> update(1, "tags", new Edit.SetIndex(3, "x")))
        .isInstanceOf(CannotEdit.class)
        .hasMessageContaining("'tags'");
  }

  @Test
  void aValueIsRemoved() {
    insert(1, "name", "Ann", "number", 5L, "token", Secret.of("hush"));
    update(1, "name", new Edit.Unset(), "token", new Edit.Unset(), "tags", new Edit.Unset());
    assertThat(read(1)).isEqualTo(doc(1, "number", 5L));
    insert(2, "name", "Ann");
  }

  @Test
  void aDottedPathChangesOneValueOfAnObject() {
    insert(1, "title", values("ar_AE", "a", "en_AE", "b"), "meta", values("x", 1L));
    update(1, "title.en_AE", "c", "meta.x", new Edit.Add(1L), "meta.y.z", true);
    assertThat(read(1))
        .isEqualTo(
            doc(
                1,
                "title",
                values("ar_AE", "a", "en_AE", "c"),
                "meta",
                values("x", 2L, "y", Map.of("z", true))));
  }

  @Test
  void whatDoesNotFitIsRefusedAndNothingIsWritten() {
    insert(1, "name", "Ann", "number", Long.MAX_VALUE, "tags", List.of(), "any", "text");
    insert(2, "number", 1L);
    List<Object[]> wrong =
        List.of(
            new Object[] {"name", new Edit.Add(1L)},
            new Object[] {"name", new Edit.Append(List.of("x"), false)},
            new Object[] {"number", new Edit.Add(1L)},
            new Object[] {"number", new Edit.Multiply(2L)},
            new Object[] {"tags", new Edit.Multiply(2L)},
            new Object[] {"any.deep", 1L});
    for (Object[] change : wrong) {
      // The other document, which it would fit, is not changed either.
      Write all = new Write.Update("things", Query.everything(), attrs(change));
      CannotEdit refused = catchThrowableOfType(CannotEdit.class, () -> write(all));
      assertThat(refused.path()).isEqualTo(change[0]);
    }
    assertThat(read(2)).isEqualTo(doc(2, "number", 1L));
    assertThat(read(1).values()).containsEntry("number", Long.MAX_VALUE);
  }

  @Test
  void theNewestDocumentThatIsRefusedIsToldOf() {
    insert(1, "number", Long.MAX_VALUE);
    insert(2, "name", "Bob");
    insert(3, "name", "Cid");
    Query all = Query.everything();
    Doc changes = attrs("name", "Ann", "number", new Edit.Add(1L));
    assertThatThrownBy(() -> write(new Write.Update("things", all, changes)))
        .isInstanceOf(Duplicate.class);
    assertThatThrownBy(() -> write(new Write.Update("things", all, changes, OptionalLong.of(2))))
        .isInstanceOfSatisfying(
            Conflict.class, conflict -> assertThat(conflict.id()).isEqualTo(id(3)));
    assertThat(read(3)).isEqualTo(doc(3, "name", "Cid"));
  }

  @Test
  void whatIsOfAnotherTypeByNowStaysBesideWhatIsAdded() {
    insert(1, "tags", List.of("no day"));
    Map<String, AttrType<?>> types = new LinkedHashMap<>(TYPES);
    types.put("tags", new AttrType.ListOf<>(new AttrType.Date()));
    data.define(List.of(new CollectionSpec("things", types, List.of(), List.of())));
    update(1, "tags", new Edit.Append(List.of("2026-01-31"), false));
    assertThat(read(1)).isEqualTo(doc(1, "tags", List.of("no day", "2026-01-31")));
  }

  @Test
  void anEditThatChangesNothingIsNoChange() {
    insert(1, "number", 5L, "tags", List.of("a"));
    String position = data.position();
    Written written =
        update(
            1,
            "number",
            new Edit.Add(0L),
            "tags",
            new Edit.Append(List.of("a"), true),
            "name",
            new Edit.Unset());
    assertThat(written).isEqualTo(new Written(List.of(id(1)), 0));
    assertThat(data.position()).isEqualTo(position);
  }

  @Test
  void whatIsStoredTheSameIsNoChange() {
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    insert(1, "number", 5L, "visit", Map.of("when", noon));
    String position = data.position();
    for (Query where : List.of(is("_id", id(1)), is("number", 5L))) {
      assertThat(
              write(
                  new Write.Update("things", where, attrs("number", new Edit.Add(0.0))),
                  new Write.Update("things", where, attrs("visit.when", noon))))
          .extracting(Written::count)
          .containsExactly(0L, 0L);
    }
    assertThat(data.position()).isEqualTo(position);
  }

  @Test
  void addingFromManySidesLosesNothing() {
    insert(1, "number", 0L);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        threads.execute(() -> update(1, "number", new Edit.Add(1L)));
      }
    }
    assertThat(read(1)).isEqualTo(doc(1, "number", 200L));
  }

  // Versions

  private Written updateOf(long version, int number, Object... attrs) {
    return write(
            new Write.Update(
                "things", is("_id", id(number)), attrs(attrs), OptionalLong.of(version)))
        .getFirst();
  }

  @Test
  void anUpdateOfTheVersionThatIsThereIsDone() {
    insert(1, "number", 1L);
    assertThat(updateOf(1, 1, "number", 2L).count()).isEqualTo(1);
    assertThat(updateOf(2, 1, "number", 3L).count()).isEqualTo(1);
    assertThat(read(1)).isEqualTo(doc(1, "number", 3L));
  }

  @Test
  void anUpdateOfAnotherVersionIsRefusedWithTheOneThatIsThere() {
    insert(1, "number", 1L);
    update(1, "number", 2L);
    for (long version : List.of(0L, 1L, 3L)) {
      Conflict conflict =
          catchThrowableOfType(Conflict.class, () -> updateOf(version, 1, "number", 9L));
      assertThat(conflict.id()).isEqualTo(id(1));
      assertThat(conflict.version()).isEqualTo(2);
    }
    assertThat(read(1)).isEqualTo(doc(1, "number", 2L));
  }

  @Test
  void aConflictTakesTheWholeTransactionBack() {
    insert(1, "number", 1L);
    assertThatThrownBy(
            () ->
                write(
                    new Write.Insert("things", doc(2)),
                    new Write.Update(
                        "things", is("_id", id(1)), attrs("number", 2L), OptionalLong.of(7))))
        .isInstanceOf(Conflict.class);
    assertThat(ids(Query.everything())).containsExactly(id(1));
  }

  @Test
  void aReadTellsVersionsWhenAsked() {
    insert(1, "name", "Ann");
    update(1, "number", 2L);
    insert(2);
    assertThat(data.read("things", Find.where(Query.everything()).withVersions()).list())
        .containsExactly(doc(2, "_ver", 1L), doc(1, "_ver", 2L, "name", "Ann", "number", 2L));
    Find page = Find.where(is("name", "Ann")).withVersions().limit(1);
    assertThat(data.read("things", page).list().getFirst().values().keySet())
        .containsExactly("_id", "_ver", "name", "number");
    assertThat(data.read("things", Find.where(is("name", "Ann"))).list())
        .containsExactly(doc(1, "name", "Ann", "number", 2L));
  }

  @Test
  void oneOfManyWhoHaveSeenTheSameVersionWins() {
    insert(1, "number", 0L);
    int callers = 16;
    List<Object> answers = new CopyOnWriteArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 1; i <= callers; i++) {
        long number = i;
        threads.execute(
            () -> {
              try {
                answers.add(updateOf(1, 1, "number", number));
              } catch (Conflict e) {
                answers.add(e);
              }
            });
      }
    }
    assertThat(answers).hasSize(callers).filteredOn(Written.class::isInstance).hasSize(1);
  }
}
