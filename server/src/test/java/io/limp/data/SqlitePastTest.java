package io.limp.data;

import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;

class SqlitePastTest extends PastContract {
  @Override
  Data open(Path folder) {
    return SqliteData.open(folder, "test");
  }
}
