package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Query.Op;
import io.limp.api.Secret;
import io.limp.api.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryTextTest {
  private static Query is(String path, Object plain) {
    return new Query.Compare(path, Op.EQ, new Value.Constant<>(plain));
  }

  @Test
  void aConditionReadsAsASentence() {
    Query any = new Query.Or(List.of(is("num", 20L), new Query.In("tags", List.of("a", "b"))));
    assertThat(QueryText.of(is("status", "draft").and(any)))
        .isEqualTo("status = \"draft\" and (num = 20 or tags in [\"a\", \"b\"])");
    assertThat(QueryText.of(any.negated())).isEqualTo("not (num = 20 or tags in [\"a\", \"b\"])");
    assertThat(QueryText.of(Query.everything())).isEqualTo("everything");
    assertThat(QueryText.of(Query.nothing())).isEqualTo("nothing");
    assertThat(QueryText.of(new Query.Compare("user", Op.NE, new Value.Me())))
        .isEqualTo("user != me()");
    Id id = Id.of("f00000000000000000000010");
    assertThat(QueryText.of(is("user", id))).isEqualTo("user = f00000000000000000000010");
  }

  @Test
  void secretsAndLongListsAreNotTold() {
    assertThat(QueryText.of(is("token", Secret.of("abc")))).isEqualTo("token = a secret");
    List<Object> many = IntStream.range(0, 100).mapToObj(i -> (Object) (long) i).toList();
    assertThat(QueryText.of(new Query.In("num", many)))
        .isEqualTo("num in [0, 1, 2, 3, 4, and 95 more]");
    assertThat(QueryText.of(is("title", "x".repeat(200)))).hasSizeLessThan(100);
  }
}
