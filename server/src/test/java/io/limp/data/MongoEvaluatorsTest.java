package io.limp.data;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

class MongoEvaluatorsTest extends EvaluatorsAgree {
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
