package io.limp.files;

import io.limp.mongo.TestMongo;
import io.limp.spike6.Spike6;
import io.limp.testing.TestApp;
import java.util.List;
import org.junit.jupiter.api.AutoClose;

/** In GridFS. */
class UploadOnMongoTest extends UploadContract {
  @AutoClose private static final TestMongo MONGO = TestMongo.start();

  @Override
  TestApp start(TestApp.Setup setup) {
    return MONGO.dropLater(Spike6.start(setup.dataServer(MONGO.address())));
  }

  @Override
  List<String> stored(TestApp app) {
    return StoredFiles.inGridFs(MONGO, app);
  }
}
