package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Query;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which texts a driver matches with a regular expression. */
abstract class PatternContract extends Contract {
  private static Query matches(String path, String pattern) {
    return new Query.Matches(path, pattern);
  }

  private void texts() {
    insert(1, "text", "Hello there");
    insert(2, "text", "HELLO");
    insert(3, "text", "Straße 12", "tags", List.of("abc", "def"));
    insert(4, "text", null, "title", Map.of("en_AE", "Good day", "ar_AE", "نهارك سعيد"));
    insert(5, "number", 12L, "any", "a1");
    insert(6, "any", List.of(12L, "b2"));
  }

  @Test
  void aPartThatMatchesIsEnoughWhateverItsCase() {
    texts();
    assertThat(ids(matches("text", "h.llo"))).containsExactly(id(2), id(1));
    assertThat(ids(matches("text", "^hello$"))).containsExactly(id(2));
    assertThat(ids(matches("text", "\\d+$"))).containsExactly(id(3));
    assertThat(ids(matches("text", "STRAßE"))).containsExactly(id(3));
    assertThat(ids(matches("text", ""))).containsExactly(id(3), id(2), id(1));
    assertThat(ids(matches("text", "x"))).isEmpty();
  }

  @Test
  void membersAndLanguagesAreMatchedEachByItself() {
    texts();
    assertThat(ids(matches("tags", "^d.f$"))).containsExactly(id(3));
    assertThat(ids(matches("tags", "abc.*def"))).isEmpty();
    assertThat(ids(matches("title", "سع"))).containsExactly(id(4));
    assertThat(ids(matches("title.en_AE", "day$"))).containsExactly(id(4));
    assertThat(ids(matches("any", "^[ab]\\d$"))).containsExactly(id(6), id(5));
  }

  @Test
  void onlyTextsMatch() {
    texts();
    assertThat(ids(matches("number", "1"))).isEmpty();
    assertThat(ids(matches("any", "12"))).isEmpty();
    assertThat(ids(matches("_id", "7"))).isEmpty();
  }

  @Test
  void whatDoesNotMatchIsFoundByItsNegation() {
    texts();
    assertThat(ids(matches("text", "hello").negated())).containsExactly(id(6), id(5), id(4), id(3));
    assertThat(ids(new Query.Or(List.of(matches("text", "12"), is("number", 12L)))))
        .containsExactly(id(5), id(3));
  }

  @Test
  void severalExpressionsInOneQuestion() {
    texts();
    Query both = matches("text", "hello").and(matches("text", "there"));
    assertThat(ids(both)).containsExactly(id(1));
    assertThat(ids(new Query.Or(List.of(matches("text", "12"), matches("text", "there")))))
        .containsExactly(id(3), id(1));
  }

  @Test
  void whatIsNoExpressionIsRefused() {
    texts();
    for (String wrong : List.of("(", "a{2,1}", "(?=x)", "\\1", "[z-a]", "\ud800")) {
      assertThatThrownBy(() -> ids(matches("text", wrong)))
          .isInstanceOf(BadPattern.class)
          .satisfies(e -> assertThat(((BadPattern) e).pattern()).isEqualTo(wrong));
    }
  }

  @Test
  void anExpressionThatIsHardForOthersTakesNoLonger() {
    insert(1, "text", "a".repeat(5000) + "!");
    assertThat(ids(matches("text", "^(a|aa)+$"))).isEmpty();
    assertThat(ids(matches("text", "(a*)*!"))).containsExactly(id(1));
  }
}
