package io.limp.mongo;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.quickstart.Daemon;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient6;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client of level 7 sees of the past of two members of the staff, and takes back. */
final class MovedHistory {
  private String changed = "";
  private String deleted = "";
  private String moment = "";

  private static TestClient6 admin(Daemon limpd) {
    TestClient6 admin = TestClient6.connect(limpd.websocket(), InstantSource.system(), Map.of());
    admin.verify(doc("level", 7)).expect(200);
    return admin.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
  }

  private static Map<String, @Nullable Object> staff(String name) {
    return doc("name", locales(name), "jobtitle", locales("J"), "bio", locales("B"));
  }

  void make(Daemon limpd) {
    try (TestClient6 admin = admin(limpd)) {
      changed = admin.call("staff/create", steps(), staff("one")).expect(200).id();
      deleted = admin.call("staff/create", steps(), staff("gone")).expect(200).id();
      rename(admin, "two");
      moment = newest(admin, changed);
      rename(admin, "three");
      admin.call("staff/delete", steps(doc("_id", deleted))).expect(200);
    }
  }

  private void rename(TestClient6 admin, String name) {
    admin.call("staff/update", steps(doc("_id", changed)), doc("name", locales(name))).expect(200);
  }

  private static String newest(TestClient6 admin, String id) {
    return String.valueOf(history(admin, id).getFirst().get("_id"));
  }

  private static List<Map<String, @Nullable Object>> history(TestClient6 admin, String id) {
    return admin.call("diff/read", steps(doc("doc", id))).expect(200).docs();
  }

  Map<String, Object> seen(Daemon limpd) {
    Map<String, Object> seen = new HashMap<>();
    try (TestClient6 admin = admin(limpd)) {
      seen.put("diff/read", admin.call("diff/read", steps()).expect(200).docs());
      seen.put("$diff", read(admin, doc("_id", changed), doc("$diff", true)));
      seen.put("$asOf", read(admin, doc("$asOf", moment), doc("$extn", false)));
      assertThat(history(admin, changed)).hasSizeGreaterThanOrEqualTo(3);
    }
    return seen;
  }

  private static List<Map<String, @Nullable Object>> read(TestClient6 admin, Object... steps) {
    return admin.call("staff/read", steps(steps)).expect(200).docs();
  }

  /** Undoes the newest change of the one, and brings the other one back and away again. */
  void takeBack(Daemon limpd) {
    try (TestClient6 admin = admin(limpd)) {
      Object before = history(admin, changed).getFirst().get("before");
      String change = newest(admin, changed);
      admin.call("staff/undo", steps(doc("_id", changed)), doc("change", change)).expect(200);
      Map<String, @Nullable Object> undo = history(admin, changed).getFirst();
      assertThat(undo).containsEntry("remarks", "undo of " + change).containsEntry("vars", before);
      admin.call("staff/undelete", steps(doc("_id", deleted))).expect(200);
      assertThat(read(admin, doc("_id", deleted)).getFirst())
          .containsEntry("name", locales("gone"));
      admin.call("staff/delete", steps(doc("_id", deleted))).expect(200);
    }
  }
}
