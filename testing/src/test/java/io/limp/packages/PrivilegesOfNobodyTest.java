package io.limp.packages;

import static io.limp.api.Limp.permit;
import static io.limp.api.Limp.str;
import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Attr;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.PackageSpec;
import io.limp.api.Privileges;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What packages give to every user, and to those who have not signed in. */
class PrivilegesOfNobodyTest {
  private static final String ANON = "f00000000000000000000011";
  private static final String DEFAULT = "f00000000000000000000013";

  private static final class Leaf implements LimpModule {
    static final Attr<String> TITLE = str("title");

    @Override
    public ModuleSpec spec() {
      return ModuleSpec.of("leaf")
          .collection("leaves")
          .attrs(TITLE)
          .read(permit("read"))
          .create(permit("create"));
    }
  }

  /** What the app is started with. */
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  private TestApp.Setup garden() {
    return setup(TestApp.of("garden", new Leaf()));
  }

  private static final PackageSpec OPEN =
      PackageSpec.of("garden")
          .anonPrivileges(Privileges.of("leaf", "read"))
          .defaultPrivileges(Privileges.of("leaf", "read", "create"));

  @Test
  void whoHasNotSignedInHoldsWhatThePackagesSayAndNoMore() {
    try (TestApp app = garden().brings(OPEN).start();
        TestClient nobody = app.client()) {
      nobody.call("leaf/read", query()).expect(200);
      nobody.call("leaf/create", query(), doc("title", "x")).expect(403, "CORE_SESSION_FORBIDDEN");
    }
  }

  @Test
  void whatIsSaidNoMoreIsTakenAtTheNextStartWhateverOperatorsGave() {
    try (TestApp app = garden().brings(OPEN).start()) {
      try (TestClient admin = app.admin();
          TestClient nobody = app.client()) {
        admin
            .call(
                "user/update",
                byId(ANON),
                doc("privileges", Map.of("leaf", List.of("read", "create"))))
            .expect(200);
        nobody.call("leaf/create", query(), doc("title", "x")).expect(200);
      }
      app.restart();
      try (TestClient nobody = app.client()) {
        nobody.call("leaf/create", query(), doc("title", "x")).expect(403);
        nobody.call("leaf/read", query()).expect(200);
      }
      app.restartWith(garden());
      try (TestClient nobody = app.client()) {
        nobody.call("leaf/read", query()).expect(403);
      }
    }
  }

  @Test
  void everyUserHoldsWhatThePackagesSaidAtTheFirstStart() {
    try (TestApp app = garden().brings(OPEN).start()) {
      try (TestClient user = app.user("ada");
          TestClient admin = app.admin()) {
        user.call("leaf/create", query(), doc("title", "x")).expect(200);
        admin.call("group/update", byId(DEFAULT), doc("privileges", Map.of())).expect(200);
        user.call("leaf/create", query(), doc("title", "x")).expect(403);
      }
      app.restart();
      try (TestClient admin = app.admin()) {
        assertThat(admin.call("group/read", byId(DEFAULT)).expect(200).docs().getFirst())
            .containsEntry("privileges", Map.of());
      }
    }
  }
}
