package io.limp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.boot.StartRefused;
import io.limp.spike.Spike;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import org.junit.jupiter.api.Test;

/** S28: a server for strangers does not start with a password that everybody knows. */
class InsecureDefaultsTest {
  @Test
  void productionWithTheDefaultPasswordRefusesToStartAndSaysWhatToSet() {
    assertThatThrownBy(() -> Spike.setup().env("prod").start().close())
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("LIMP_ADMIN_PASSWORD");
  }

  @Test
  void productionWithAWeakPasswordRefusesToStart() {
    for (String weak : new String[] {"", "__ADMIN", "short", "12345678901"}) {
      assertThatThrownBy(() -> Spike.setup().env("prod").adminPassword(weak).start().close())
          .as(weak)
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("LIMP_ADMIN_PASSWORD");
    }
  }

  @Test
  void productionWithAGoodPasswordStartsAndTheDefaultOneDoesNotSignIn() {
    try (TestApp app = Spike.setup().env("prod").adminPassword("a long pass phrase").start();
        TestClient admin = app.admin();
        TestClient visitor = app.client()) {
      admin.call("user/read").expect(200);
      visitor
          .authenticate("email", TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD)
          .expect(403, "CORE_SESSION_INVALID_CREDS");
    }
  }

  @Test
  void inDevelopmentTheDefaultPasswordSignsIn() {
    try (TestApp app = Spike.start();
        TestClient admin = app.admin()) {
      assertThat(admin.session().isAnonymous()).isFalse();
    }
  }
}
