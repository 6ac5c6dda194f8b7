package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Grouping;
import io.limp.api.Grouping.Aggregate;
import io.limp.api.Grouping.Fn;
import io.limp.api.Id;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GroupDocsTest {
  private static final Map<String, AttrType<?>> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("text", new AttrType.Str());
    TYPES.put("number", new AttrType.Int());
    TYPES.put("at", new AttrType.Datetime());
    TYPES.put("any", new AttrType.Any());
    TYPES.put("lines", new AttrType.ListOf<>(new AttrType.Dict()));
    TYPES.put("token", new AttrType.SecretType());
  }

  private final List<Doc> docs = new ArrayList<>();

  private void doc(Object... attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("_id", new Id(1, docs.size()));
    for (int i = 0; i < attrs.length; i += 2) {
      values.put((String) attrs[i], attrs[i + 1]);
    }
    docs.add(new Doc(values));
  }

  private List<Group> groups(String by, Aggregate... aggregates) {
    Grouping grouping = new Grouping(by, OptionalInt.empty(), List.of(aggregates));
    return GroupDocs.of(docs, grouping, TYPES, 100);
  }

  private String counted(String by) {
    return groups(by).stream()
        .map(group -> group.value() + ":" + group.count())
        .collect(Collectors.joining(" "));
  }

  @Test
  void everyValueIsAGroupInTheOrderOfValues() {
    doc("any", "b");
    doc("any", 10L);
    doc("any", 2.0);
    doc("any", 2L);
    doc("any", "a");
    doc("any", true);
    doc("any", 1L);
    doc("any", null);
    doc("any", List.of());
    doc();
    assertThat(counted("any")).isEqualTo("1:1 2.0:2 10:1 a:1 b:1 true:1");
  }

  @Test
  void membersOfAListCountOnceForEachDocument() {
    doc("any", List.of("a", "b", "a"));
    doc("any", Arrays.asList("b", null));
    doc("any", "b");
    doc("lines", List.of(Map.of("sku", "pen"), Map.of("sku", "ink"), Map.of("sku", "pen")));
    doc("lines", List.of(Map.of("sku", List.of("pen", "cap")), Map.of("n", 1L)));
    assertThat(counted("any")).isEqualTo("a:1 b:3");
    assertThat(counted("lines.sku")).isEqualTo("cap:1 ink:1 pen:2");
  }

  @Test
  void nobodyGroupsBySecrets() {
    doc("token", Secret.of("hush"), "any", List.of(Secret.of("hush")));
    assertThat(counted("token")).isEmpty();
    assertThat(counted("any")).isEmpty();
  }

  @Test
  void numbersAndMomentsOfAGroupAreTold() {
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    doc("text", "a", "number", 1L, "at", noon, "any", 0.5);
    doc("text", "a", "number", 4L, "at", noon.plusMillis(1), "any", 2L);
    doc("text", "a", "number", null, "any", "x");
    doc("text", "b", "any", List.of(7L));
    List<Aggregate> all = new ArrayList<>();
    for (String path : List.of("number", "at", "any")) {
      for (Fn fn : Fn.values()) {
        all.add(new Aggregate(fn, path));
      }
    }
    List<Group> groups = groups("text", all.toArray(Aggregate[]::new));
    assertThat(groups.get(0).aggregates())
        .containsOnly(
            Map.entry(new Aggregate(Fn.SUM, "number"), 5L),
            Map.entry(new Aggregate(Fn.AVG, "number"), 2.5),
            Map.entry(new Aggregate(Fn.MIN, "number"), 1L),
            Map.entry(new Aggregate(Fn.MAX, "number"), 4L),
            Map.entry(new Aggregate(Fn.MIN, "at"), noon),
            Map.entry(new Aggregate(Fn.MAX, "at"), noon.plusMillis(1)),
            Map.entry(new Aggregate(Fn.SUM, "any"), 2.5),
            Map.entry(new Aggregate(Fn.AVG, "any"), 1.25),
            Map.entry(new Aggregate(Fn.MIN, "any"), 0.5),
            Map.entry(new Aggregate(Fn.MAX, "any"), 2L));
    assertThat(groups.get(1).aggregates()).isEmpty();
  }

  @Test
  void aSumThatIsTooLargeForAWholeNumberIsAFloat() {
    doc("text", "a", "number", Long.MAX_VALUE, "any", 1e308);
    doc("text", "a", "number", 1L, "any", 1e308);
    Aggregate whole = new Aggregate(Fn.SUM, "number");
    Aggregate real = new Aggregate(Fn.SUM, "any");
    assertThat(groups("text", whole, real).getFirst().aggregates())
        .containsOnly(Map.entry(whole, 0x1p63));
    doc("text", "a", "number", -2L);
    assertThat(groups("text", whole).getFirst().aggregates())
        .containsOnly(Map.entry(whole, Long.MAX_VALUE - 1));
  }

  @Test
  void moreGroupsThanAllowedAreRefused() {
    doc("any", List.of("a", "b", "c"));
    Grouping grouping = new Grouping("any", OptionalInt.empty(), List.of());
    assertThat(GroupDocs.of(docs, grouping, TYPES, 3)).hasSize(3);
    assertThatThrownBy(() -> GroupDocs.of(docs, grouping, TYPES, 2))
        .isInstanceOf(TooManyGroups.class)
        .hasMessageContaining("any");
  }

  private static List<Group> counts(long... counts) {
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      groups.add(new Group((long) i, counts[i], Map.of()));
    }
    return groups;
  }

  @Test
  void bucketsHoldAboutAsManyDocumentsEach() {
    assertThat(Bucket.of(counts(1, 1, 1, 1, 1, 1), 3))
        .containsExactly(new Bucket(0L, 1L, 2), new Bucket(2L, 3L, 2), new Bucket(4L, 5L, 2));
    assertThat(Bucket.of(counts(1, 1, 1, 1, 1), 2))
        .containsExactly(new Bucket(0L, 2L, 3), new Bucket(3L, 4L, 2));
    assertThat(Bucket.of(counts(9, 1, 1, 1), 3))
        .containsExactly(new Bucket(0L, 0L, 9), new Bucket(1L, 2L, 2), new Bucket(3L, 3L, 1));
    assertThat(Bucket.of(counts(1, 1, 9), 2))
        .containsExactly(new Bucket(0L, 1L, 2), new Bucket(2L, 2L, 9));
    assertThat(Bucket.of(counts(1, 1), 5))
        .containsExactly(new Bucket(0L, 0L, 1), new Bucket(1L, 1L, 1));
    assertThat(Bucket.of(counts(3, 4), 1)).containsExactly(new Bucket(0L, 1L, 7));
    assertThat(Bucket.of(counts(), 3)).isEmpty();
  }
}
