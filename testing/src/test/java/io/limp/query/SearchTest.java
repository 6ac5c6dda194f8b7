package io.limp.query;

import static io.limp.testing.Wire.doc;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Words, places and regular expressions. */
class SearchTest {
  private static Notes notes;

  @BeforeAll
  static void start() {
    notes = new Notes();
  }

  @AfterAll
  static void stop() {
    notes.close();
  }

  @Test
  void wordsAreFoundWhateverTheirCase() {
    assertThat(notes.titles(doc("$search", "ALPHA", "$sort", doc("num", 1))))
        .containsExactly("Alpha", "alpha beta");
    assertThat(notes.titles(doc("$search", "alpha beta"))).containsExactly("alpha beta");
    assertThat(notes.titles(doc("$search", "alph"))).isEmpty();
    assertThat(notes.titles(doc("$search", "gam* E2"))).containsExactly("Gamma");
    assertThat(notes.titles(doc("$search", "t5"))).containsExactly("delta");
  }

  @Test
  void wordsThatLookLikeOperatorsAreWords() {
    for (String words :
        List.of("alpha OR beta", "\"alpha", "alpha)", "NEAR(alpha)", "title:alpha")) {
      notes.read(doc("$search", words)).expect(200);
    }
    assertThat(notes.titles(doc("$search", "alpha OR gamma"))).isEmpty();
    assertThat(notes.titles(doc("$search", "alpha -beta"))).containsExactly("alpha beta");
  }

  @Test
  void theNearestComesFirst() {
    Map<String, @Nullable Object> near =
        doc("val", List.of(57.2, 25), "attr", "place", "dist", 150_000);
    assertThat(notes.titles(doc("$geo_near", near))).containsExactly("Gamma", "alpha beta", "beta");
    assertThat(notes.titles(doc("$geo_near", near, "$sort", doc("num", 1), "$limit", 1)))
        .containsExactly("beta");
    assertThat(notes.titles(doc("$geo_near", near, "num", doc("$gt", 10))))
        .containsExactly("Gamma", "alpha beta");
  }

  @Test
  void patternsMatchAnywhereWhateverTheCase() {
    assertThat(notes.titles(doc("title", doc("$regex", "^ALPHA"))))
        .containsExactly("alpha beta", "Alpha");
    assertThat(notes.titles(doc("tags", doc("$regex", "^t[45]$"))))
        .containsExactly("delta", "a.b*c");
    assertThat(notes.titles(doc("label", doc("$regex", "e3")))).containsExactly("alpha beta");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(doc("title", doc("$regex", "(")), "$regex"),
        Arguments.of(doc("title", doc("$regex", "(a)\\1")), "$regex"),
        Arguments.of(doc("title", doc("$regex", "a".repeat(1001))), "1000"),
        Arguments.of(doc("title", doc("$regex", "(((a{100}){100}){100}){100}")), "$regex"),
        Arguments.of(doc("$search", 5), "$search"),
        Arguments.of(doc("$search", " * "), "$search"),
        Arguments.of(doc("$search", "a".repeat(1001)), "$search"),
        Arguments.of(doc("$geo_near", "here"), "$geo_near"),
        Arguments.of(near(List.of(55, 25), "title", 1), "title"),
        Arguments.of(near(List.of(55, 91), "place", 1), "$geo_near"),
        Arguments.of(near(List.of(55), "place", 1), "$geo_near"),
        Arguments.of(near(List.of(55, 25), "place", -1), "$geo_near"),
        Arguments.of(near(List.of(55, 25), "place", "far"), "$geo_near"));
  }

  private static Map<String, @Nullable Object> near(List<?> at, String attr, Object meters) {
    return doc("$geo_near", doc("val", at, "attr", attr, "dist", meters));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeSoughtIsRefusedByName(Map<String, @Nullable Object> step, String named) {
    assertThat(notes.read(step).expect(400, "SPIKE_NOTE_INVALID_QUERY").msg()).contains(named);
  }

  @Test
  void aPatternThatWouldExplodeIsAnsweredInLinearTime() {
    // Exponential for an engine that tracks back.
    assertThat(notes.titles(doc("title", doc("$regex", "(a|a)*(b|b)*(a|b)*$x")))).isEmpty();
  }
}
