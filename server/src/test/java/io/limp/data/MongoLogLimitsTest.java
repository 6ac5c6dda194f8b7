package io.limp.data;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class MongoLogLimitsTest extends LogLimitsContract {
  private final MongoServers server = MongoServers.start();

  @Override
  Data open(Path where, LogLimits log, InstantSource clock) {
    return server.open(where, log, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }
}
