package io.limp.faults;

import io.limp.mongo.TestMongo;
import io.limp.testing.DataFaults.Kind;
import io.limp.testing.TestApp;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;

/** The same with MongoDB. */
class NoHalfWorkOnMongoTest extends NoHalfWorkTest {
  @AutoClose private final TestMongo mongo = TestMongo.start();

  @Override
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup.dataServer(mongo.address());
  }

  /** What is not foreseen is not the driver's to foresee. */
  @Override
  Set<Kind> kinds() {
    return EnumSet.of(Kind.UNAVAILABLE, Kind.ANSWER_LOST);
  }
}
