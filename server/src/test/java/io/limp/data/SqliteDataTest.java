package io.limp.data;

import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

class SqliteDataTest {
  private Data sqlite(Path folder) {
    return SqliteData.open(folder, "test");
  }

  @Nested
  class Keeps extends KeptContract {
    @Override
    Data open(Path folder) {
      return sqlite(folder);
    }
  }

  @Nested
  class Writes extends WriteContract {
    @Override
    Data open(Path folder) {
      return sqlite(folder);
    }
  }

  @Nested
  class Commits extends CommitContract {
    @Override
    Data open(Path folder) {
      return sqlite(folder);
    }
  }

  @Nested
  class Defines extends DefineContract {
    @Override
    Data open(Path folder) {
      return sqlite(folder);
    }
  }
}
