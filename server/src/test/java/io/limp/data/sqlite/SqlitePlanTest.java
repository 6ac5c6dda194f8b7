package io.limp.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Find;
import io.limp.api.Query;
import io.limp.data.Data;
import io.limp.data.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What SQLite says of how it finds documents. */
class SqlitePlanTest extends SqliteFile {
  private Plan plan(Query where) {
    try (Data data = open()) {
      return data.plan("staff", Find.where(where));
    }
  }

  @Test
  void anAttributeWithAnIndexIsFoundByIt() {
    Plan plan = plan(is("name", "Ann"));
    assertThat(plan.indexed()).isTrue();
    assertThat(plan.lines()).anyMatch(line -> line.contains("USING INDEX i_1_"));
    assertThat(plan(is("_id", id(1))).indexed()).isTrue();
    assertThat(plan(is("name", "Ann").and(is("age", 1L))).indexed()).isTrue();
    assertThat(plan(new Query.In("name", List.of("Ann", "Bob"))).indexed()).isTrue();
    assertThat(plan(new Query.Or(List.of(is("name", "Ann"), is("_id", id(1))))).indexed()).isTrue();
  }

  @Test
  void anAttributeWithoutOneIsLookedForInAllDocuments() {
    assertThat(plan(is("age", 5L)).indexed()).isFalse();
    assertThat(plan(new Query.Contains("name", "nn")).indexed()).isFalse();
    assertThat(plan(is("name", "Ann").negated()).indexed()).isFalse();
    assertThat(plan(new Query.Or(List.of(is("name", "Ann"), is("age", 1L)))).indexed()).isFalse();
  }
}
