package io.limp.spike6;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;

import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.List;

/** Apps that run what the recorded server of level 6 ran. */
public final class Spike6 {
  private static final String DEFAULT_GROUP = "f00000000000000000000013";

  private Spike6() {}

  /** The built-in modules and those of the recorded server. */
  public static TestApp.Setup setup() {
    return TestApp.of("spike", new Note(), new Item(), new Staff());
  }

  /** An app whose users may read notes, as those of the recorded server might. */
  public static TestApp start() {
    return start(setup());
  }

  /** The same from a setup that was changed. */
  public static TestApp start(TestApp.Setup setup) {
    TestApp app = setup.start();
    try (TestClient admin = app.admin()) {
      admin
          .call(
              "group/update", byId(DEFAULT_GROUP), doc("privileges", doc("note", List.of("read"))))
          .expect(200);
      admin.signOut().expect(200);
    }
    return app;
  }
}
