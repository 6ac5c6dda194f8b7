package io.limp.faults;

import io.limp.mongo.TestMongo;
import io.limp.testing.TestApp;
import org.junit.jupiter.api.AfterEach;

/** The same with MongoDB. */
class BehindCommitOnMongoTest extends BehindCommitTest {
  private final TestMongo mongo = TestMongo.start();

  @Override
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup.dataServer(mongo.address());
  }

  @AfterEach
  void stopMongo() {
    mongo.close();
  }
}
