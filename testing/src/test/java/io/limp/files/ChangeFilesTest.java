package io.limp.files;

import io.limp.testing.TestApp;
import java.util.List;

/** Beside SQLite, in a folder. */
class ChangeFilesTest extends ChangeFilesContract {
  @Override
  TestApp start(TestApp.Setup setup) {
    return setup.start();
  }

  @Override
  List<String> stored(TestApp app) {
    return StoredFiles.inFolder(app);
  }
}
