package io.limp.data;

import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;
import java.time.InstantSource;

class SqliteLogLimitsTest extends LogLimitsContract {
  @Override
  Data open(Path where, LogLimits log, InstantSource clock) {
    return SqliteData.open(where, "limp", log, clock);
  }
}
