package io.limp.data;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class MongoQueryTest {
  private final MongoServers server = MongoServers.start();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Nested
  class Compares extends CompareContract {
    @Override
    Data open(Path folder) {
      return server.open(folder);
    }
  }

  @Nested
  class Paths extends PathContract {
    @Override
    Data open(Path folder) {
      return server.open(folder);
    }
  }

  @Nested
  class Pages extends PageContract {
    @Override
    Data open(Path folder) {
      return server.open(folder);
    }
  }
}
