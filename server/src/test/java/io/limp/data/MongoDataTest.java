package io.limp.data;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class MongoDataTest {
  private final MongoServers server = MongoServers.start();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Nested
  class Keeps extends KeptContract {
    @Override
    Data open(Path folder) {
      return server.open(folder);
    }
  }

  @Nested
  class Writes extends WriteContract {
    @Override
    Data open(Path folder) {
      return server.open(folder);
    }
  }

  @Nested
  class Commits extends CommitContract {
    @Override
    Data open(Path folder) {
      return server.open(folder);
    }
  }

  @Nested
  class Defines extends DefineContract {
    @Override
    Data open(Path folder) {
      return server.open(folder);
    }
  }
}
