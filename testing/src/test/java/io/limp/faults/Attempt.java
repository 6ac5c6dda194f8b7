package io.limp.faults;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;

import io.limp.testing.Answer;
import io.limp.testing.Jwt;
import io.limp.testing.SocketClient;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call that writes, with all that it needs, made anew for each time that it is tried.
 *
 * @param call makes it
 * @param end closes what was opened for it
 */
record Attempt(Supplier<Answer> call, Runnable end) {
  private static final AtomicInteger NAMES = new AtomicInteger();

  /** An app and its administrator, signed in at both levels. */
  record Setting(TestApp app, TestClient admin, TestClient6 admin6) {}

  /** A name for a test, and how it is prepared. */
  record Named(String name, Function<Setting, Attempt> prepare) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** By a client of level 1. */
  private interface Prepare {
    Supplier<Answer> with(TestApp app, TestClient admin);
  }

  /** By a client of level 6. */
  private interface Prepare6 {
    Supplier<Answer> with(TestApp app, TestClient6 admin);
  }

  private static Named of(String name, Prepare prepare) {
    return new Named(
        "level 1: " + name,
        setting -> new Attempt(prepare.with(setting.app(), setting.admin()), () -> {}));
  }

  private static Named of6(String name, Prepare6 prepare) {
    return new Named(
        "level 6: " + name,
        setting -> new Attempt(prepare.with(setting.app(), setting.admin6()), () -> {}));
  }

  /** A call that changes whose connection it is, on one of its own. */
  private static <C extends SocketClient> Named alone(
      String name, Function<TestApp, C> client, Function<C, Answer> call) {
    return new Named(
        name,
        setting -> {
          C own = client.apply(setting.app());
          return new Attempt(() -> call.apply(own), own::close);
        });
  }

  static Stream<Named> all() {
    return Stream.of(
        of("create", (app, admin) -> () -> admin.call("item/create", query(), item("new"))),
        of(
            "create and show",
            (app, admin) -> () -> admin.call("item/create", query("$soft", true), item("new"))),
        of(
            "create and show a number",
            (app, admin) ->
                () -> admin.call("account/create", query("$soft", true), account("numbered"))),
        of("create with a hook that writes", (app, admin) -> () -> openAccount(admin)),
        of(
            "create a user",
            (app, admin) ->
                () -> admin.call("user/create", query(), TestApp.userDoc(name("user")))),
        of(
            "update one",
            (app, admin) -> {
              String id = item(admin);
              return () -> admin.call("item/update", byId(id), doc("num", doc("$add", 1)));
            }),
        of(
            "update many",
            (app, admin) -> {
              List<String> ids = IntStream.range(0, 5).mapToObj(i -> item(admin)).toList();
              return () ->
                  admin.call("item/update", query("_id", Wire.val(ids)), doc("name", "same"));
            }),
        of(
            "update with a hook that writes",
            (app, admin) -> {
              String id = openAccount(admin).id();
              return () -> admin.call("account/update", byId(id), doc("name", "other"));
            }),
        of(
            "delete one",
            (app, admin) -> {
              String id = item(admin);
              return () -> admin.call("item/delete", byId(id));
            }),
        of(
            "delete many for good",
            (app, admin) -> {
              List<String> ids = IntStream.range(0, 5).mapToObj(i -> item(admin)).toList();
              return () -> admin.call("item/delete", query("_id", Wire.val(ids), "$soft", true));
            }),
        of(
            "delete with a hook that writes",
            (app, admin) -> {
              String id = openAccount(admin).id();
              return () -> admin.call("account/delete", byId(id));
            }),
        of(
            "create with a hook behind it",
            (app, admin) -> () -> admin.call("receipt/create", query(), account("new"))),
        of(
            "create and show with a hook behind it",
            (app, admin) ->
                () -> admin.call("receipt/create", query("$soft", true), account("new"))),
        of(
            "update with a hook behind it",
            (app, admin) -> {
              String id = receipt(admin);
              return () -> admin.call("receipt/update", byId(id), account("other"));
            }),
        of(
            "delete with a hook behind it",
            (app, admin) -> {
              String id = receipt(admin);
              return () -> admin.call("receipt/delete", byId(id));
            }),
        of(
            "data/batch with hooks behind it",
            (app, admin) -> {
              String id = receipt(admin);
              return () ->
                  admin.call(
                      "data/batch",
                      query(),
                      doc(
                          "calls",
                          List.of(
                              part("receipt/create", query("$soft", true), account("second")),
                              part("receipt/update", byId(id), account("third")))));
            }),
        of(
            "data/batch",
            (app, admin) -> {
              String account = openAccount(admin).id();
              String item = item(admin);
              return () ->
                  admin.call(
                      "data/batch",
                      query(),
                      doc(
                          "calls",
                          List.of(
                              part("account/create", query("$soft", true), account("second")),
                              part("account/update", byId(account), doc("name", "third")),
                              part("item/delete", byId(item), doc()))));
            }),
        of(
            "call.batch",
            (app, admin) -> {
              String from = openAccount(admin).id();
              String to = openAccount(admin).id();
              return () -> admin.call("account/move", query(), doc("from", from, "to", to));
            }),
        of(
            "create with files",
            (app, admin) ->
                () ->
                    admin.call(
                        "account/create",
                        query(),
                        doc(
                            "name",
                            "papers",
                            "papers",
                            List.of(file(name("one")), file(name("two")), file(name("three")))))),
        of(
            "update with a file",
            (app, admin) -> {
              String id = openAccount(admin).id();
              return () ->
                  admin.call(
                      "account/update", byId(id), doc("papers", List.of(file(name("later")))));
            }),
        of(
            "a new password",
            (app, admin) -> {
              String name = name("forgetful");
              app.user(name).close();
              String id = userId(admin, name);
              Map<String, @Nullable Object> hash =
                  doc("email_hash", Jwt.passwordHash("email", name + "@example.com", "other"));
              return () -> admin.call("user/update", byId(id), hash);
            }),
        of(
            "user/add_group",
            (app, admin) -> {
              String name = name("member");
              app.user(name).close();
              String id = userId(admin, name);
              String group =
                  admin
                      .call(
                          "group/create",
                          query(),
                          doc("name", locales("g"), "bio", locales("b"), "privileges", doc()))
                      .expect(200)
                      .id();
              return () -> admin.call("user/add_group", byId(id), doc("group", group));
            }),
        alone(
            "level 1: session/auth",
            TestApp::client,
            client -> client.authenticate("email", TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD)),
        new Named(
            "level 1: session/reauth",
            setting -> {
              String sid = setting.admin().session().id();
              TestClient client = setting.app().client();
              return new Attempt(() -> client.reauthenticate(sid), client::close);
            }),
        alone("level 1: session/signout", TestApp::admin, TestClient::signOut),
        of6("create", (app, admin) -> () -> admin.call("item/create", List.of(), item("new"))),
        of6(
            "update",
            (app, admin) -> {
              String id = admin.call("item/create", List.of(), item("old")).expect(200).id();
              return () ->
                  admin.call("item/update", steps(doc("_id", id)), doc("num", doc("$add", 1)));
            }),
        alone(
            "level 6: session/auth",
            TestApp::client6,
            client -> client.authenticate("email", TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD)),
        new Named(
            "level 6: session/reauth",
            setting -> {
              TestClient6 client = setting.app().client6();
              return new Attempt(
                  () -> client.reauthenticate(setting.admin6().session()), client::close);
            }),
        alone("level 6: session/signout", TestApp::admin6, TestClient6::signOut));
  }

  private static String name(String start) {
    return start + NAMES.incrementAndGet();
  }

  private static Map<String, @Nullable Object> item(String name) {
    return doc("name", name, "num", 1);
  }

  private static String item(TestClient admin) {
    return admin.call("item/create", query(), item("old")).expect(200).id();
  }

  private static String receipt(TestClient admin) {
    return admin.call("receipt/create", query(), account("first")).expect(200).id();
  }

  private static Map<String, @Nullable Object> account(String name) {
    return doc("name", name);
  }

  static Answer openAccount(TestClient admin) {
    return admin.call("account/create", query(), account("first"));
  }

  private static String userId(TestClient admin, String name) {
    return admin
        .call("user/read", query("email", Wire.val(name + "@example.com")))
        .expect(200)
        .id();
  }

  private static Map<String, @Nullable Object> part(
      String endpoint, Map<String, @Nullable Object> query, Map<String, @Nullable Object> doc) {
    return doc("endpoint", endpoint, "query", query, "doc", doc);
  }

  private static Map<String, @Nullable Object> file(String content) {
    List<Object> bytes = content.chars().mapToObj(c -> (Object) (long) c).toList();
    return doc("name", "p.txt", "type", "text/plain", "lastModified", 1, "content", bytes);
  }
}
