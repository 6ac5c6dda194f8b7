package io.limp.data;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

class MongoWritesTest extends WritesAgree {
  private final MongoServers server = MongoServers.start();

  @Override
  Data open(Path folder) {
    return server.openPatiently(folder);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }
}
