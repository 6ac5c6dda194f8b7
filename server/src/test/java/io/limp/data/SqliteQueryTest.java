package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Value;
import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteQueryTest {
  @TempDir private Path folder;

  private Data sqlite(Path folder) {
    return SqliteData.open(folder, "test");
  }

  @Nested
  class Compares extends CompareContract {
    @Override
    Data open(Path folder) {
      return sqlite(folder);
    }
  }

  @Nested
  class Paths extends PathContract {
    @Override
    Data open(Path folder) {
      return sqlite(folder);
    }
  }

  @Nested
  class Pages extends PageContract {
    @Override
    Data open(Path folder) {
      return sqlite(folder);
    }
  }

  @Test
  void halfASurrogatePairIsKeptAsAQuestionMarkWhereverItStands() {
    try (Data data = sqlite(folder)) {
      Map<String, AttrType<?>> types = Map.of("any", new AttrType.Any());
      data.define(List.of(new CollectionSpec("texts", types, List.of(), List.of())));
      Object any = List.of("end \uD83D", "\uD83D start", Map.of("\uDE00", "x"));
      Doc doc = new Doc(Map.of("_id", new Id(1, 1), "any", any));
      data.write(new Id(1, 1), List.of(new Write.Insert("texts", doc)));
      List<Object> kept = List.of("end ?", "? start", Map.of("?", "x"));
      assertThat(data.byId("texts", new Id(1, 1)).orElseThrow().values().get("any"))
          .isEqualTo(kept);
      Query same = new Query.Compare("any", Query.Op.EQ, new Value.Constant<>("end \uD83D"));
      assertThat(data.read("texts", Find.where(same)).total()).isEqualTo(1);
    }
  }
}
