package io.limp.history;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.steps;

import io.limp.testing.Answer;
import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient6;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server with articles, whose administrator speaks level 6 and level 7. */
final class HistoryApp implements AutoCloseable {
  final FakeClock clock = FakeClock.at(Instant.parse("2026-11-22T10:00:00Z"));
  final TestApp app;
  final TestClient6 admin;
  final TestClient6 admin7;

  HistoryApp(TestApp.Setup setup) {
    app =
        setup
            .modules("press", new Article(), new Plain(), new Ledger(), new Vault())
            .clock(clock)
            .start();
    admin = app.admin6();
    admin7 = app.unverified6(Map.of());
    admin7.verify(doc("level", 7)).expect(200);
    admin7.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
  }

  /** A client of level 6, signed in, of a new user. */
  TestClient6 user(String name, Map<String, ?> privileges) {
    app.user(name, privileges).close();
    return app.client6().signIn(name + "@example.com", TestApp.PASSWORD);
  }

  String create(Object... attrs) {
    return admin.call("article/create", steps(), doc(attrs)).expect(200).id();
  }

  Answer update(String id, @Nullable Object... attrs) {
    return admin.call("article/update", steps(doc("_id", id)), doc(attrs)).expect(200);
  }

  Answer delete(String id) {
    return admin.call("article/delete", steps(doc("_id", id))).expect(200);
  }

  Answer read(Object... steps) {
    return admin.call("article/read", steps(steps)).expect(200);
  }

  Map<String, @Nullable Object> article(String id) {
    return read(doc("_id", id)).doc();
  }

  /** The history as level 7 is told it, newest first. */
  List<Map<String, @Nullable Object>> history(String id) {
    return admin7.call("diff/read", steps(doc("doc", id))).expect(200).docs();
  }

  /** The newest change of a document. */
  String change(String id) {
    return String.valueOf(history(id).getFirst().get("_id"));
  }

  Answer undo(TestClient6 who, String id, String change) {
    return who.call("article/undo", steps(doc("_id", id)), doc("change", change));
  }

  /** A second passes; gives the moment before. */
  String tick() {
    String now = clock.instant().toString();
    clock.forward(Duration.ofSeconds(1));
    return now;
  }

  @Override
  public void close() {
    app.close();
  }
}
