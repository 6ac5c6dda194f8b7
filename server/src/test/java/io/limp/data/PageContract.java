package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Query.Op;
import io.limp.api.Sort;
import io.limp.api.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How conditions are joined, and which page of what they find is given. */
abstract class PageContract extends AskContract {
  // And, or

  @Test
  void conditionsAreJoined() {
    texts();
    Query a = eq("text", "a");
    Query b = eq("text", "b");
    assertThat(found(new Query.Or(List.of(a, b)))).isEqualTo("a b");
    assertThat(found(new Query.And(List.of(a, b)))).isEmpty();
    assertThat(found(new Query.And(List.of(ne("text", "a"), ne("text", null))))).isEqualTo("b c");
    assertThat(found(new Query.Or(List.of(a, new Query.And(List.of(b, eq("is", "b")))))))
        .isEqualTo("a b");
    assertThat(found(Query.everything())).isEqualTo("a b c none null");
    assertThat(found(Query.nothing())).isEmpty();
    assertThat(found(in("text"))).isEmpty();
  }

  @Test
  void aConditionMayHaveThousandsOfParts() {
    texts();
    List<Query> parts = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      parts.add(eq("text", "x" + i));
    }
    parts.add(eq("text", "c"));
    assertThat(found(new Query.Or(parts))).isEqualTo("c");
  }

  @Test
  void aQueryThatIsNotBoundIsABug() {
    assertThatThrownBy(() -> found(new Query.Granted("access")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> found(new Query.Compare("owner", Op.EQ, new Value.Me())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void idsAloneAreFoundAsDocumentsAre() {
    texts();
    Query some = new Query.Or(List.of(eq("text", "a"), new Query.Contains("text", "C")));
    assertThat(data.ids("things", some, 10))
        .containsExactlyInAnyOrderElementsOf(
            data.read("things", Find.where(some)).list().stream().map(Doc::id).toList());
    assertThat(data.ids("things", some, 1)).hasSize(1);
    assertThat(data.ids("things", Query.nothing(), 10)).isEmpty();
  }

  // Order and page

  private List<String> sorted(int skip, int limit, Sort... keys) {
    Find find = Find.where(Query.everything()).sorted(keys).skip(skip);
    return names(data.read("things", limit < 0 ? find : find.limit(limit)));
  }

  @Test
  void withoutAKeyTheNewestComeFirst() {
    texts();
    assertThat(sorted(0, -1)).containsExactly("none", "null", "c", "b", "a");
  }

  @Test
  void idsAreOrderedAsUnsignedBytes() {
    data.write(
        ACTOR,
        List.of(
            new Write.Insert("things", new Doc(Map.of("_id", new Id(-1, -1), "is", "high"))),
            new Write.Insert("things", new Doc(Map.of("_id", new Id(1, 1), "is", "low"))),
            new Write.Insert("things", new Doc(Map.of("_id", new Id(1, -1), "is", "middle")))));
    assertThat(sorted(0, -1)).containsExactly("high", "middle", "low");
    assertThat(sorted(0, -1, new Sort("_id", false))).containsExactly("low", "middle", "high");
  }

  @Test
  void missingValuesComeFirstAndTiesAreNewestFirst() {
    thing("a1", "text", "a", "number", 1L);
    thing("a2", "text", "a", "number", 2L);
    thing("null", "text", null);
    thing("b", "text", "b", "number", 1L);
    thing("none");
    assertThat(sorted(0, -1, new Sort("text", false)))
        .containsExactly("none", "null", "a2", "a1", "b");
    assertThat(sorted(0, -1, new Sort("text", true)))
        .containsExactly("b", "a2", "a1", "none", "null");
    assertThat(sorted(0, -1, new Sort("number", false), new Sort("text", true)))
        .containsExactly("none", "null", "b", "a1", "a2");
  }

  @Test
  void aPageKnowsTheTotal() {
    texts();
    assertThat(sorted(1, 2)).containsExactly("null", "c");
    for (int skip = 0; skip < 7; skip++) {
      for (int limit = -1; limit < 7; limit++) {
        Find find =
            new Find(
                ne("text", "a"),
                List.of(),
                skip,
                limit < 0 ? OptionalInt.empty() : OptionalInt.of(limit),
                Query.everything(),
                Find.Options.DEFAULT);
        Docs docs = data.read("things", find);
        assertThat(docs.total()).isEqualTo(4);
        int left = Math.max(0, 4 - skip);
        assertThat(docs.list()).hasSize(limit < 0 ? left : Math.min(left, limit));
      }
    }
  }
}
