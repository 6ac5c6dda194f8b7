package io.limp.query;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestClient;
import io.limp.testing.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code $after}: pages that neither miss nor repeat, whatever happens between them. */
class PagesTest {
  private Notes notes;

  @BeforeEach
  void start() {
    notes = new Notes();
    TestClient admin = notes.admin();
    for (Map<String, @Nullable Object> more :
        List.of(doc("title", "no num"), doc("title", "delta"), doc("title", "num", "num", 20))) {
      admin.call("note/create", query(), more).expect(200);
    }
  }

  @AfterEach
  void stop() {
    notes.close();
  }

  static Stream<Arguments> orders() {
    return Stream.of(
        Arguments.of(doc()),
        Arguments.of(doc("num", 1)),
        Arguments.of(doc("num", -1)),
        Arguments.of(doc("flag", 1, "num", -1)),
        Arguments.of(doc("flag", -1, "title", 1)),
        Arguments.of(doc("title", -1, "_id", 1)),
        Arguments.of(doc("when", 1)),
        Arguments.of(doc("owner", -1)),
        Arguments.of(doc("label.en_AE", 1)),
        Arguments.of(doc("_id", 1)));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void pagesTogetherAreTheWhole(Map<String, @Nullable Object> sort) {
    List<String> whole = ids(notes.read(doc("$sort", sort)));
    for (int size = 1; size <= 4; size++) {
      List<String> pages = new ArrayList<>();
      Object after = "";
      while (after != null) {
        Answer page = notes.read(doc("$sort", sort, "$limit", size, "$after", after)).expect(200);
        assertThat(page.total()).isEqualTo(whole.size());
        pages.addAll(ids(page));
        after = page.args().get("after");
      }
      assertThat(pages).isEqualTo(whole);
    }
  }

  private static List<String> ids(Answer answer) {
    return answer.docs().stream().map(found -> (String) found.get("_id")).toList();
  }

  @Test
  void aPageDoesNotMindWhatIsDeletedOrCreatedBetween() {
    Answer first = notes.read(doc("$sort", doc("num", 1), "$limit", 3, "$after", "")).expect(200);
    assertThat(first.each("title")).containsExactly("delta", "no num", "Alpha");
    notes.admin().call("note/delete", byId(notes.id(0))).expect(200);
    notes.admin().call("note/create", query(), doc("title", "before", "num", -5)).expect(200);
    Answer second =
        notes
            .read(doc("$sort", doc("num", 1), "$limit", 2, "$after", first.args().get("after")))
            .expect(200);
    assertThat(second.each("title")).containsExactly("beta", "num");
  }

  @Test
  void aPlaceInAnotherOrderIsRefused() {
    Object after = notes.read(doc("$limit", 2, "$after", "")).expect(200).args().get("after");
    assertThat(after).isNotNull();
    notes
        .read(doc("$limit", 2, "$after", after, "$sort", doc("num", 1)))
        .expect(400, "SPIKE_NOTE_INVALID_QUERY");
    notes
        .read(doc("$limit", 2, "$after", after, "$sort", doc("tags", 1)))
        .expect(400, "SPIKE_NOTE_INVALID_QUERY");
  }

  @Test
  void withoutASortThePagesGoOnInTheOrderOfTheFirst() {
    Answer first = notes.read(doc("$sort", doc("num", -1), "$limit", 2, "$after", "")).expect(200);

    Answer next = notes.read(doc("$limit", 99, "$after", first.args().get("after"))).expect(200);

    List<String> whole = new ArrayList<>(ids(first));
    whole.addAll(ids(next));
    assertThat(whole).isEqualTo(ids(notes.read(doc("$sort", doc("num", -1)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch", "num,nosuch", "-", "", ",", "num", "owner.name", "secret"})
  void anOrderOfNobodysMakingIsRefused(String order) {
    String json = Wire.write(doc("order", order, "values", List.of(1, 2), "_id", notes.id(0)));
    String after = Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));

    notes.read(doc("$limit", 2, "$after", after)).expect(400);
  }

  @Test
  void onlyWhoAsksForPagesIsToldOfTheNext() {
    assertThat(notes.read(doc("$limit", 2)).args()).doesNotContainKey("after");
  }
}
