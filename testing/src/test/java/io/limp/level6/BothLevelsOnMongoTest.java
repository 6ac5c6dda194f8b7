package io.limp.level6;

import io.limp.mongo.TestMongo;
import io.limp.spike6.Spike6;
import io.limp.testing.TestApp;
import org.junit.jupiter.api.AutoClose;

/** On MongoDB. */
class BothLevelsOnMongoTest extends BothLevelsContract {
  @AutoClose private static final TestMongo MONGO = TestMongo.start();

  @Override
  TestApp start() {
    return MONGO.dropLater(Spike6.start(Spike6.setup().dataServer(MONGO.address())));
  }
}
