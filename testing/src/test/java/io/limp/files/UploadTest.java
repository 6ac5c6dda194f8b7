package io.limp.files;

import io.limp.spike6.Spike6;
import io.limp.testing.TestApp;
import java.util.List;

/** Beside SQLite, in a folder. */
class UploadTest extends UploadContract {
  @Override
  TestApp start(TestApp.Setup setup) {
    return Spike6.start(setup);
  }

  @Override
  List<String> stored(TestApp app) {
    return StoredFiles.inFolder(app);
  }
}
