package io.limp.expands;

import io.limp.mongo.TestMongo;
import io.limp.testing.TestApp;
import org.junit.jupiter.api.AutoClose;

/** The same with MongoDB. */
class ExpandOnMongoTest extends ExpandTest {
  @AutoClose private final TestMongo mongo = TestMongo.start();

  @Override
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup.dataServer(mongo.address());
  }
}
