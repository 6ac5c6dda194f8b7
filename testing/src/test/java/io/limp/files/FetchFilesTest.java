package io.limp.files;

import io.limp.spike6.Spike6;
import io.limp.testing.TestApp;

/** Beside SQLite, in a folder. */
class FetchFilesTest extends FetchFilesContract {
  @Override
  TestApp start(TestApp.Setup setup) {
    return Spike6.start(setup);
  }
}
