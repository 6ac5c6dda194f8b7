package io.limp.history;

import io.limp.mongo.TestMongo;
import io.limp.testing.TestApp;
import org.junit.jupiter.api.AfterEach;

/** The same with MongoDB. */
class AsOfOnMongoTest extends AsOfTest {
  private final TestMongo mongo = TestMongo.start();

  @Override
  TestApp.Setup setup() {
    return TestApp.of().dataServer(mongo.address());
  }

  @Override
  boolean hasTransactions() {
    return mongo.hasTransactions();
  }

  @AfterEach
  void stopMongo() {
    mongo.close();
  }
}
