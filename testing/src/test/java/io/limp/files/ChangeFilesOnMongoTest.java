package io.limp.files;

import io.limp.mongo.TestMongo;
import io.limp.testing.TestApp;
import java.util.List;
import org.junit.jupiter.api.AutoClose;

/** In GridFS. */
class ChangeFilesOnMongoTest extends ChangeFilesContract {
  @AutoClose private static final TestMongo MONGO = TestMongo.start();

  @Override
  TestApp start(TestApp.Setup setup) {
    return MONGO.dropLater(setup.dataServer(MONGO.address()).start());
  }

  @Override
  List<String> stored(TestApp app) {
    return StoredFiles.inGridFs(MONGO, app);
  }
}
