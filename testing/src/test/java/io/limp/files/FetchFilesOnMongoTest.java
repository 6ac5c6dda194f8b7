package io.limp.files;

import io.limp.mongo.TestMongo;
import io.limp.spike6.Spike6;
import io.limp.testing.TestApp;
import org.junit.jupiter.api.AutoClose;

/** In GridFS. */
class FetchFilesOnMongoTest extends FetchFilesContract {
  @AutoClose private static final TestMongo MONGO = TestMongo.start();

  @Override
  TestApp start(TestApp.Setup setup) {
    return MONGO.dropLater(Spike6.start(setup.dataServer(MONGO.address())));
  }
}
