package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Query;
import io.limp.api.Query.Op;
import io.limp.api.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A condition that must not hold is met by every document that it does not hold for. */
abstract class NotContract extends Contract {
  private void things() {
    insert(1, "number", 1L, "tags", List.of("a", "b"), "title", Map.of("en_AE", "Hello"));
    insert(2, "number", 2L, "tags", List.of());
    insert(3, "number", null, "any", List.of(values("x", 1L), values("x", 2L)));
    insert(4);
  }

  private static Query compare(String path, Op op, Object plain) {
    return new Query.Compare(path, op, new Value.Constant<>(plain));
  }

  @Test
  void whatIsMissingIsNotLessNorGreater() {
    things();
    assertThat(ids(compare("number", Op.GT, 1L).negated())).containsExactly(id(4), id(3), id(1));
    assertThat(ids(compare("number", Op.LTE, 1L).negated())).containsExactly(id(4), id(3), id(2));
    assertThat(ids(is("number", 1L).negated())).containsExactly(id(4), id(3), id(2));
    assertThat(ids(is("number", null).negated())).containsExactly(id(2), id(1));
  }

  @Test
  void aListWithTheMemberIsLeftOut() {
    things();
    assertThat(ids(is("tags", "a").negated())).containsExactly(id(4), id(3), id(2));
    assertThat(ids(new Query.In("tags", List.of("b", "c")).negated()))
        .containsExactly(id(4), id(3), id(2));
    assertThat(ids(is("any.x", 2L).negated())).containsExactly(id(4), id(2), id(1));
  }

  @Test
  void aTextThatIsContainedIsLeftOut() {
    things();
    assertThat(ids(new Query.Contains("title", "hell").negated()))
        .containsExactly(id(4), id(3), id(2));
  }

  @Test
  void twoNegationsAreNone() {
    things();
    for (Query query :
        List.of(is("number", 1L), compare("number", Op.GT, 0L), is("tags", "b"), is("any", null))) {
      assertThat(ids(query.negated().negated())).isEqualTo(ids(query));
    }
  }

  @Test
  void everythingAndNothingAreEachOthersOpposite() {
    things();
    assertThat(ids(Query.everything().negated())).isEmpty();
    assertThat(ids(Query.nothing().negated())).hasSize(4);
  }

  @Test
  void whatFitsNoTypeIsMetByAll() {
    things();
    assertThat(ids(is("number", "text").negated())).hasSize(4);
    assertThat(ids(compare("flag", Op.GT, true).negated())).hasSize(4);
    assertThat(ids(is("_id", "text").negated())).hasSize(4);
  }

  @Test
  void aNegatedPartMayStandAnywhere() {
    things();
    Query not = is("number", 1L).negated();
    assertThat(ids(not.and(is("tags", "a").negated()))).containsExactly(id(4), id(3), id(2));
    assertThat(ids(new Query.Or(List.of(not, is("tags", "a"))))).hasSize(4);
    assertThat(ids(new Query.And(List.of(not, is("number", 2L))).negated()))
        .containsExactly(id(4), id(3), id(1));
    delete(2, false);
    assertThat(ids(not)).containsExactly(id(4), id(3));
  }
}
