package io.limp.files;

import io.limp.mongo.TestMongo;
import io.limp.spike6.Spike6;
import io.limp.testing.TestApp;
import org.junit.jupiter.api.AfterAll;

/** In GridFS. */
class FetchFilesOnMongoTest extends FetchFilesContract {
  private static final TestMongo MONGO = TestMongo.start();

  @AfterAll
  static void stopMongo() {
    MONGO.close();
  }

  @Override
  TestApp start(TestApp.Setup setup) {
    return MONGO.dropLater(Spike6.start(setup.dataServer(MONGO.address())));
  }
}
