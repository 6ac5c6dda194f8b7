package io.limp.golden;

import io.limp.mongo.TestMongo;
import io.limp.spike6.Spike6;
import io.limp.testing.TestApp;
import org.junit.jupiter.api.AutoClose;

/** Clients of level 6 cannot tell either which database keeps the data. */
class GoldenLevel6OnMongoTest extends GoldenLevel6Test {
  // Closed after the app: the recorded chapters are one conversation, whose app outlives the method
  // that makes its tests.
  @AutoClose private static final TestMongo MONGO = TestMongo.start();

  @Override
  TestApp start() {
    return MONGO.dropLater(Spike6.start(Spike6.setup().dataServer(MONGO.address())));
  }
}
