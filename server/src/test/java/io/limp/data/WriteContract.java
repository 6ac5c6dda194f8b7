package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.limp.api.Find;
import io.limp.api.Query;
import io.limp.data.Write.Delete;
import io.limp.data.Write.Insert;
import io.limp.data.Write.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What writes do, and what they refuse. */
abstract class WriteContract extends StaffContract {
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
  void whatIsRefusedSaysWhichOfTheWritesItIs() {
    insert(1, "email", "a@b.c");
    Insert fine = new Insert("staff", doc(id(2), "email", "d@e.f"));
    Insert same = new Insert("staff", doc(id(3), "email", "a@b.c"));
    assertThat(catchThrowableOfType(Duplicate.class, () -> write(fine, same)).place()).isEqualTo(1);
    assertThat(catchThrowableOfType(Duplicate.class, () -> write(same, fine)).place()).isZero();
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
}
