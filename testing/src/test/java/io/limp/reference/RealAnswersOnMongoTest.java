package io.limp.reference;

import io.limp.mongo.TestMongo;
import io.limp.testing.TestApp;
import org.junit.jupiter.api.AutoClose;

/** The same answers, the data kept in MongoDB. */
class RealAnswersOnMongoTest extends RealAnswersTest {
  @AutoClose private final TestMongo mongo = TestMongo.start();

  @Override
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup.dataServer(mongo.address());
  }
}
