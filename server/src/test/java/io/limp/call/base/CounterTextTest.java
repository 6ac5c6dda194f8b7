package io.limp.call.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limp.api.CounterRule;
import io.limp.api.Id;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The patterns of counters. */
class CounterTextTest {
  private static final Instant NOW = Instant.parse("2026-03-09T23:59:59Z");

  private static Map<String, @Nullable Object> doc() {
    Map<String, @Nullable Object> doc = new LinkedHashMap<>();
    doc.put("branch", "north");
    doc.put("floor", 7L);
    doc.put("day_of", "2026-01-02");
    doc.put("owner", Id.of("f00000000000000000000010"));
    doc.put("odd", "a{n}b$0\\");
    doc.put("empty", "");
    doc.put("n2", "second");
    return doc;
  }

  private static CounterText text(String pattern) {
    return new CounterText(
        new CounterRule(pattern, Map.of("office", () -> "DXB", "shelf", () -> 12), false));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "{n}, 1, 1",
        "{n}, 1234567, 1234567",
        "{n:05}, 7, 00007",
        "{n:05}, 99999, 99999",
        "{n:05}, 100000, 100000",
        "{n:018}, 1, 000000000000000001",
        "{n:01}, 12, 12",
        "INV-{n}, 3, INV-3",
        "{n}/A, 3, 3/A",
        "a{n}b, 3, a3b",
        "{year}-{n}, 1, 2026-1",
        "{year}{month}{day}{n:03}, 1, 20260309001",
        "{month}.{n}, 1, 03.1",
        "{month:01}.{n}, 1, 03.1",
        "{day:04}.{n}, 1, 0009.1",
        "{branch}-{n}, 2, north-2",
        "{n}-{branch}, 2, 2-north",
        "{floor}-{n}, 2, 7-2",
        "{floor:03}-{n}, 2, 007-2",
        "{day_of} {n}, 2, 2026-01-02 2",
        "{owner}:{n}, 2, f00000000000000000000010:2",
        "{office}{n}, 2, DXB2",
        "{shelf:04}-{n}, 2, 0012-2",
        "{odd}{n}, 2, a{n}b$0\\2",
        "{empty}{n}, 2, 2",
        "{n2}{n}, 2, second2",
        "{branch}{branch}{n}, 2, northnorth2",
        "№ {n}, 2, № 2",
        "$1 {n} \\, 2, $1 2 \\",
      })
  void aNumberIsWrittenInItsPattern(String pattern, long number, String written) {
    assertThat(text(pattern).filled(doc(), NOW).with(number)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "INV",
        "{n}{n}",
        "{n:05}-{n}",
        "{N}",
        "{n",
        "n}",
        "{}{n}",
        "{n:}",
        "{n:5}",
        "{n:00}",
        "{n:019}",
        "{n:0}",
        "{{n}}",
        "{n} {",
        "{a-b}{n}",
        "{1a}{n}",
        "{ n }",
        "{branch}",
        "{n:0x}"
      })
  void whatIsNoPatternIsRefusedWithAReason(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> text(pattern))
        .withMessageStartingWith("\"" + pattern + "\"");
  }

  @Test
  void itNamesTheAttributesThatItNeeds() {
    assertThat(text("{branch}{year}{office}{floor}{branch}{n}").attrs())
        .containsExactly("branch", "floor");
  }

  @Test
  void whatIsCountedTogetherSharesEveryOtherPart() {
    assertThat(text("{branch}-{year}-{n:05}").filled(doc(), NOW).row()).isEqualTo("north-2026-{n}");
  }
}
