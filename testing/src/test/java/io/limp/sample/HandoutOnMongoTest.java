package io.limp.sample;

import io.limp.mongo.TestMongo;
import io.limp.testing.TestApp;
import org.junit.jupiter.api.AutoClose;

/** The same with MongoDB. */
class HandoutOnMongoTest extends HandoutTest {
  @AutoClose private final TestMongo mongo = TestMongo.start();

  @Override
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup.dataServer(mongo.address());
  }
}
