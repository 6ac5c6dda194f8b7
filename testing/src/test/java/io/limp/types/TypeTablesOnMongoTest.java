package io.limp.types;

import io.limp.mongo.TestMongo;
import io.limp.testing.TestApp;
import org.junit.jupiter.api.AutoClose;

/** The same tables, the values kept in MongoDB. */
class TypeTablesOnMongoTest extends TypeTablesTest {
  @AutoClose private final TestMongo mongo = TestMongo.start();

  @Override
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup.dataServer(mongo.address());
  }
}
