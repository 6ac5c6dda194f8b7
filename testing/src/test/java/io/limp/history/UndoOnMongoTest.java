package io.limp.history;

import io.limp.mongo.TestMongo;
import io.limp.testing.TestApp;
import org.junit.jupiter.api.AutoClose;

/** The same with MongoDB. */
class UndoOnMongoTest extends UndoTest {
  @AutoClose private final TestMongo mongo = TestMongo.start();

  @Override
  TestApp.Setup setup() {
    return TestApp.of().dataServer(mongo.address());
  }
}
