package io.limp.golden;

import io.limp.mongo.TestMongo;
import io.limp.spike.Spike;
import io.limp.testing.TestApp;
import org.junit.jupiter.api.AutoClose;

/** Clients cannot tell which database keeps the data. */
class GoldenLevel1OnMongoTest extends GoldenLevel1Test {
  // Closed after the app: the recorded chapters are one conversation, whose app outlives the method
  // that makes its tests.
  @AutoClose private static final TestMongo MONGO = TestMongo.start();

  @Override
  TestApp start() {
    return MONGO.dropLater(Spike.setup().dataServer(MONGO.address()).start());
  }
}
