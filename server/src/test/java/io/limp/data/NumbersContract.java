package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.LimpModule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers that a database gives in the transaction that writes their documents. */
abstract class NumbersContract extends Contract {
  @Override
  @BeforeEach
  void openDatabase() {
    data = open(folder);
    data.define(List.of(THINGS, NextNumber.SPEC));
  }

  private static NextNumber next(String row) {
    return NextNumber.of("things", "text", row, number -> row + number);
  }

  private static Write numbered(int id, String row) {
    return new Write.Insert("things", doc(id, "name", "thing " + id), List.of(next(row)));
  }

  private Object text(int id) {
    return read(id).values().get("text");
  }

  @Test
  void eachRowCountsFromOne() {
    write(numbered(1, "A"));
    write(numbered(2, "A"), numbered(3, "B"), numbered(4, "A"));
    assertThat(List.of(text(1), text(2), text(3), text(4))).containsExactly("A1", "A2", "B1", "A3");
    reopen();
    write(numbered(5, "B"));
    assertThat(text(5)).isEqualTo("B2");
  }

  @Test
  void severalAttributesOfADocumentAreNumbered() {
    for (int i = 1; i <= 3; i++) {
      NextNumber number = NextNumber.of("things", "number", "", Long::toString);
      write(new Write.Insert("things", doc(i), List.of(next("A"), number)));
    }
    assertThat(read(3)).isEqualTo(doc(3, "text", "A3", "number", "3"));
  }

  @Test
  void whatIsNotWrittenTakesNone() {
    write(numbered(1, "A"));
    assertThatThrownBy(() -> write(numbered(2, "A"), numbered(3, "B"), numbered(1, "A")))
        .isInstanceOf(Duplicate.class);
    assertThatThrownBy(
            () ->
                write(
                    numbered(2, "A"),
                    new Write.Insert("things", doc(4, "name", "thing 1"), List.of(next("C")))))
        .isInstanceOf(Duplicate.class);
    write(numbered(2, "A"), numbered(3, "B"), numbered(4, "C"));
    assertThat(List.of(text(2), text(3), text(4))).containsExactly("A2", "B1", "C1");
  }

  @Test
  void theChangeLogAndItsReadersSeeTheNumber() {
    String before = data.position();
    write(numbered(1, "A"));
    assertThat(data.changes(before, 10).changes())
        .filteredOn(change -> change.collection().equals("things"))
        .singleElement()
        .satisfies(change -> assertThat(change.after()).contains(read(1)));
  }

  @Test
  void howFarARowIsIsReadAsItIsNow() {
    for (long number = 1; number <= 4; number++) {
      write(numbered((int) number, "A"));
      assertThat(data.byId(NextNumber.COLLECTION, next("A").row().id()))
          .contains(next("A").row(number));
    }
  }

  @Test
  void aRowThatCameFromElsewhereGoesOn() {
    data.load(NextNumber.COLLECTION, List.of(new StoredDoc(next("A").row(41), 7, false)));
    write(numbered(1, "A"));
    write(numbered(2, "A"));
    assertThat(List.of(text(1), text(2))).containsExactly("A42", "A43");
    assertThat(data.scan(NextNumber.COLLECTION, Optional.empty(), 10))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.doc()).isEqualTo(next("A").row(43));
              assertThat(row.version()).isEqualTo(9);
              assertThat(row.doc().get(LimpModule.ID)).isEqualTo(next("A").row().id());
            });
  }
}
