package io.limp.data;

import io.limp.api.Query;
import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;
import java.util.Set;

class SqliteEvaluatorsTest extends EvaluatorsAgree {
  @Override
  Data open(Path folder) {
    return SqliteData.open(folder, "test");
  }

  @Override
  Set<Class<? extends Query>> served() {
    return Set.of();
  }
}
