package io.limp.level6;

import io.limp.spike6.Spike6;
import io.limp.testing.TestApp;

/** On SQLite. */
class BothLevelsTest extends BothLevelsContract {
  @Override
  TestApp start() {
    return Spike6.start();
  }
}
