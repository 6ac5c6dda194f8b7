package io.limp.data;

import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;

class SqliteWritesTest extends WritesAgree {
  @Override
  Data open(Path folder) {
    return SqliteData.open(folder, "test");
  }
}
