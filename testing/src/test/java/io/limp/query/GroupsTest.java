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

/** {@code $group}: documents counted by the values of an attribute. */
class GroupsTest {
  private static Notes notes;

  @BeforeAll
  static void start() {
    notes = new Notes();
  }

  @AfterAll
  static void stop() {
    notes.close();
  }

  private static @Nullable Object groups(Object... steps) {
    return notes.read(steps).expect(200).args().get("groups");
  }

  private static Map<String, @Nullable Object> group(@Nullable Object... by) {
    return doc("$group", List.of(doc(by)), "$limit", 1);
  }

  @Test
  void bucketsHoldAboutAsManyEach() {
    assertThat(groups(group("by", "num", "count", 3)))
        .isEqualTo(
            doc(
                "num",
                List.of(
                    doc("min", 0L, "max", 10L, "count", 2L),
                    doc("min", 20L, "max", 30L, "count", 2L),
                    doc("min", 40L, "max", 50L, "count", 2L))));
  }

  @Test
  void eachValueIsAGroupWithItsFigures() {
    assertThat(groups(group("by", "flag", "sum", List.of("num"), "max", List.of("num", "when"))))
        .isEqualTo(
            doc(
                "flag",
                List.of(
                    doc(
                        "value",
                        false,
                        "count",
                        3L,
                        "sum",
                        doc("num", 90L),
                        "max",
                        doc("num", 50L, "when", 1_578_268_800.0)),
                    doc(
                        "value",
                        true,
                        "count",
                        3L,
                        "sum",
                        doc("num", 60L),
                        "max",
                        doc("num", 40L, "when", 1_578_182_400.0)))));
  }

  @Test
  void onlyWhatTheConditionFindsIsCounted() {
    assertThat(groups(doc("num", doc("$gte", 40)), group("by", "tags")))
        .isEqualTo(
            doc(
                "tags",
                List.of(
                    doc("value", "all", "count", 2L),
                    doc("value", "t4", "count", 1L),
                    doc("value", "t5", "count", 1L))));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(doc("$group", "num"), "$group"),
        Arguments.of(doc("$group", List.of("num")), "$group"),
        Arguments.of(group("by", "nosuch"), "nosuch"),
        Arguments.of(group("by", "owner.email"), "owner.email"),
        Arguments.of(group("by", "num", "count", 0), "count"),
        Arguments.of(group("by", "num", "count", 2, "sum", List.of("num")), "count"),
        Arguments.of(group("by", "num", "sum", "num"), "sum"),
        Arguments.of(group("by", "num", "sum", List.of("nosuch")), "nosuch"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeCountedIsRefusedByName(Map<String, @Nullable Object> step, String named) {
    assertThat(notes.read(step).expect(400, "SPIKE_NOTE_INVALID_QUERY").msg()).contains(named);
  }
}
