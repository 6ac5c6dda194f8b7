package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Grouping;
import io.limp.api.Grouping.Aggregate;
import io.limp.api.Grouping.Fn;
import io.limp.api.Query;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How a driver counts documents by their values. */
abstract class GroupContract extends Contract {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

  private List<Group> groups(String by, Aggregate... aggregates) {
    return groups(Query.everything(), by, aggregates);
  }

  private List<Group> groups(Query where, String by, Aggregate... aggregates) {
    Grouping grouping = new Grouping(by, OptionalInt.empty(), List.of(aggregates));
    return data.groups("things", where, grouping, 100);
  }

  private static Group group(Object value, long count) {
    return new Group(value, count, Map.of());
  }

  @Test
  void documentsAreCountedByTheirValuesInTheOrderOfValues() {
    insert(1, "number", 10L);
    insert(2, "number", 9L);
    insert(3, "number", 10L);
    insert(4, "number", -1L);
    assertThat(groups("number")).containsExactly(group(-1L, 1), group(9L, 1), group(10L, 2));
  }

  @Test
  void eachTypeComesBackAsItIs() {
    insert(1, "name", "b", "decimal", 2.0, "flag", true, "owner", id(7), "at", NOON);
    insert(2, "name", "a", "decimal", 1.5, "flag", false, "owner", id(6));
    insert(3, "flag", true, "owner", id(7), "at", NOON.minusMillis(1));
    assertThat(groups("name")).containsExactly(group("a", 1), group("b", 1));
    assertThat(groups("decimal")).containsExactly(group(1.5, 1), group(2.0, 1));
    assertThat(groups("flag")).containsExactly(group(false, 1), group(true, 2));
    assertThat(groups("owner")).containsExactly(group(id(6), 1), group(id(7), 2));
    assertThat(groups("at")).containsExactly(group(NOON.minusMillis(1), 1), group(NOON, 1));
    assertThat(groups("_id")).containsExactly(group(id(1), 1), group(id(2), 1), group(id(3), 1));
  }

  @Test
  void thoseWithoutAValueAreLeftOut() {
    insert(1, "number", null, "tags", List.of());
    insert(2);
    insert(3, "tags", null);
    assertThat(groups("number")).isEmpty();
    assertThat(groups("tags")).isEmpty();
    assertThat(groups("meta.x")).isEmpty();
  }

  @Test
  void ofAListEachDifferentMemberCountsOnce() {
    insert(1, "tags", List.of("a", "b", "a"), "friends", List.of(id(1), id(2)));
    insert(2, "tags", List.of("b"), "friends", List.of(id(2)));
    assertThat(groups("tags")).containsExactly(group("a", 1), group("b", 2));
    assertThat(groups("friends")).containsExactly(group(id(1), 1), group(id(2), 2));
  }

  @Test
  void aPathLeadsIntoObjects() {
    insert(1, "meta", values("x", "p"), "title", values("en_AE", "Hello"));
    insert(2, "meta", values("x", "q"), "title", values("en_AE", "Hello", "ar_AE", "x"));
    insert(3, "meta", values("x", "p"), "access", values("anon", true, "users", List.of(id(5))));
    assertThat(groups("meta.x")).containsExactly(group("p", 2), group("q", 1));
    assertThat(groups("title.en_AE")).containsExactly(group("Hello", 2));
    assertThat(groups("access.users")).containsExactly(group(id(5), 1));
  }

  @Test
  void aPathLeadsThroughListsOfObjects() {
    insert(1, "lines", List.of(values("sku", "a"), values("sku", "b"), values("sku", "a")));
    insert(2, "lines", List.of(values("sku", "b"), values("other", 1L)));
    assertThat(groups("lines.sku")).containsExactly(group("a", 1), group("b", 2));
  }

  @Test
  void valuesOfDifferentKindsAreDifferent() {
    insert(1, "any", 1L);
    insert(2, "any", 1.0);
    insert(3, "any", true);
    insert(4, "any", "1");
    insert(5, "any", values("a", 1L, "b", 2L));
    insert(6, "any", values("b", 2L, "a", 1L));
    insert(7, "any", Arrays.asList("1", null));
    assertThat(groups("any"))
        .hasSize(4)
        .contains(group(true, 1), group("1", 2), group(Map.of("a", 1L, "b", 2L), 2))
        .anySatisfy(
            one -> {
              assertThat(one.count()).isEqualTo(2);
              assertThat(PlainValues.same(one.value(), 1L)).isTrue();
            });
  }

  @Test
  void theConditionChoosesTheDocuments() {
    insert(1, "number", 1L, "tags", List.of("a", "b"));
    insert(2, "number", 2L, "tags", List.of("a"));
    insert(3, "number", 1L, "tags", List.of("a"));
    delete(3, false);
    assertThat(groups(is("number", 1L), "tags")).containsExactly(group("a", 1), group("b", 1));
    assertThat(groups(is("tags", "a"), "tags")).containsExactly(group("a", 2), group("b", 1));
    assertThat(groups(is("_id", id(2)), "number")).containsExactly(group(2L, 1));
    assertThat(groups(Query.nothing(), "number")).isEmpty();
  }

  @Test
  void secretsAreNotCounted() {
    insert(1, "token", Secret.of("hush"), "number", 1L);
    assertThat(groups("token")).isEmpty();
    Aggregate greatest = new Aggregate(Fn.MAX, "token");
    assertThat(groups("number", greatest)).containsExactly(group(1L, 1));
  }

  @Test
  void tooManyValuesAreRefusedByName() {
    for (int i = 0; i < 5; i++) {
      insert(i, "number", (long) i);
    }
    Grouping grouping = new Grouping("number", OptionalInt.empty(), List.of());
    assertThat(data.groups("things", Query.everything(), grouping, 5)).hasSize(5);
    assertThatThrownBy(() -> data.groups("things", Query.everything(), grouping, 4))
        .isInstanceOf(TooManyGroups.class)
        .hasMessageContaining("'number'")
        .hasMessageContaining("4");
  }

  // Aggregates

  @Test
  void numbersOfAGroupAreSummedAndCompared() {
    insert(1, "flag", true, "number", 3L, "decimal", 0.5);
    insert(2, "flag", true, "number", 4L, "decimal", 1.0);
    insert(3, "flag", false, "number", 7L);
    Aggregate sum = new Aggregate(Fn.SUM, "number");
    Aggregate average = new Aggregate(Fn.AVG, "number");
    Aggregate least = new Aggregate(Fn.MIN, "number");
    Aggregate greatest = new Aggregate(Fn.MAX, "decimal");
    Aggregate decimals = new Aggregate(Fn.SUM, "decimal");
    assertThat(groups("flag", sum, average, least, greatest, decimals))
        .containsExactly(
            new Group(false, 1, Map.of(sum, 7L, average, 7.0, least, 7L)),
            new Group(
                true, 2, Map.of(sum, 7L, average, 3.5, least, 3L, greatest, 1.0, decimals, 1.5)));
  }

  @Test
  void ofMomentsTheFirstAndTheLastAreTold() {
    insert(1, "flag", true, "at", NOON);
    insert(2, "flag", true, "at", NOON.plusSeconds(5));
    Aggregate first = new Aggregate(Fn.MIN, "at");
    Aggregate last = new Aggregate(Fn.MAX, "at");
    Aggregate sum = new Aggregate(Fn.SUM, "at");
    Aggregate average = new Aggregate(Fn.AVG, "at");
    assertThat(groups("flag", first, last, sum, average))
        .containsExactly(new Group(true, 2, Map.of(first, NOON, last, NOON.plusSeconds(5))));
  }

  @Test
  void whatIsNoNumberIsLeftOut() {
    insert(1, "flag", true, "any", "9");
    insert(2, "flag", true, "any", true);
    insert(3, "flag", true, "any", List.of(5L));
    insert(4, "flag", true, "any", 2L);
    insert(5, "flag", true);
    Aggregate sum = new Aggregate(Fn.SUM, "any");
    Aggregate average = new Aggregate(Fn.AVG, "any");
    Aggregate greatest = new Aggregate(Fn.MAX, "any");
    Aggregate names = new Aggregate(Fn.MIN, "name");
    assertThat(groups("flag", sum, average, greatest, names))
        .containsExactly(new Group(true, 5, Map.of(sum, 2L, average, 2.0, greatest, 2L)));
  }

  @Test
  void aSumBeyondWholeNumbersIsADecimal() {
    insert(1, "flag", true, "number", Long.MAX_VALUE);
    insert(2, "flag", true, "number", Long.MAX_VALUE);
    insert(3, "flag", false, "number", Long.MIN_VALUE);
    Aggregate sum = new Aggregate(Fn.SUM, "number");
    assertThat(groups("flag", sum))
        .containsExactly(
            new Group(false, 1, Map.of(sum, Long.MIN_VALUE)),
            new Group(true, 2, Map.of(sum, 0x1p64)));
  }

  @Test
  void aDocumentWithSeveralMembersCountsInEachGroup() {
    insert(1, "tags", List.of("a", "b", "a"), "number", 3L);
    insert(2, "tags", List.of("b"), "number", 4L);
    Aggregate sum = new Aggregate(Fn.SUM, "number");
    assertThat(groups("tags", sum))
        .containsExactly(new Group("a", 1, Map.of(sum, 3L)), new Group("b", 2, Map.of(sum, 7L)));
  }

  @Test
  void aSumMayBeTooLargeOnTheWay() {
    double most = Double.MAX_VALUE;
    insert(1, "flag", true, "decimal", most);
    insert(2, "flag", true, "decimal", most);
    insert(3, "flag", true, "decimal", -most);
    insert(4, "flag", false, "decimal", most);
    insert(5, "flag", false, "decimal", most);
    Aggregate sum = new Aggregate(Fn.SUM, "decimal");
    Aggregate average = new Aggregate(Fn.AVG, "decimal");
    assertThat(groups("flag", sum, average))
        .containsExactly(
            new Group(false, 2, Map.of(average, most)),
            new Group(true, 3, Map.of(sum, most, average, most / 3)));
  }

  @Test
  void momentsWithinObjectsAreMoments() {
    insert(1, "visit", values("when", NOON), "flag", true);
    insert(2, "visit", values("when", NOON.plusMillis(1)), "flag", true);
    assertThat(groups("visit.when")).containsExactly(group(NOON, 1), group(NOON.plusMillis(1), 1));
    Aggregate last = new Aggregate(Fn.MAX, "visit.when");
    Aggregate sum = new Aggregate(Fn.SUM, "visit.when");
    assertThat(groups("flag", last, sum))
        .containsExactly(new Group(true, 2, Map.of(last, NOON.plusMillis(1))));
  }
}
