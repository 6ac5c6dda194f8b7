package io.limp.data;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

class MongoPastTest extends PastContract {
  private final MongoServers server = MongoServers.start();

  @Override
  Data open(Path folder) {
    return server.open(folder);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }
}
