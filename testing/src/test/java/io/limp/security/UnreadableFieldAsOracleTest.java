package io.limp.security;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.oper;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * S7: what may not be read must not be guessed from how many documents a query finds. What nobody
 * reads is the matter here; what one permit shows and another does not is that of {@code
 * FieldListsTest}.
 */
class UnreadableFieldAsOracleTest {
  private static final List<Map<String, Object>> GUESSES =
      List.of(
          val("argon2id"),
          val(null),
          val(""),
          doc("val", "argon", "strict", false),
          oper("$gt", ""),
          oper("$lt", "~"),
          oper("$not", null),
          doc("val", "", "val2", "~", "oper", "$bet"));

  private static TestApp app;
  private static TestClient admin;

  @BeforeAll
  static void start() {
    app = Spike.start();
    admin = app.admin();
    admin.call("user/create", query(), TestApp.userDoc("oracle")).expect(200);
    admin.call("note/create", query(), doc("title", "x", "owner", TestApp.ADMIN_ID)).expect(200);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  /** The same answer whatever the guess: the attribute might as well not exist. */
  private static void saysNothing(String module, String attr) {
    Answer everything = admin.call(module + "/read");
    for (String prefix : List.of("", "__OR:")) {
      for (Map<String, Object> guess : GUESSES) {
        Answer answer = admin.call(module + "/read", query(prefix + attr, guess));
        if (answer.status() == 200) {
          assertThat(answer.each("_id"))
              .as("%s%s %s", prefix, attr, guess)
              .isEqualTo(everything.each("_id"));
        } else {
          assertThat(answer.status()).isEqualTo(400);
        }
      }
    }
    for (int direction : new int[] {1, -1}) {
      assertThat(admin.call(module + "/read", query("$sort", doc(attr, direction))).each("_id"))
          .as("sorted by %s", attr)
          .isEqualTo(everything.each("_id"));
    }
  }

  @Test
  void passwordsCannotBeAskedFor() {
    for (String attr : List.of("username_hash", "email_hash", "phone_hash")) {
      saysNothing("user", attr);
      saysNothing("user", attr + ".x");
      saysNothing("session", "user." + attr);
      saysNothing("note", "owner." + attr);
    }
  }

  @Test
  void tokensCannotBeAskedFor() {
    saysNothing("session", "token");
  }

  @Test
  void attributesOfOthersThatAreNotShownCannotBeAskedFor() {
    for (String attr : List.of("owner.phone", "owner.privileges", "peers.name", "owner.groups")) {
      saysNothing("note", attr);
    }
    saysNothing("note", "owner.email.x");
    saysNothing("setting", "user.phone");
  }

  @Test
  void whatTheDatabaseKeepsForItselfCannotBeAskedFor() {
    for (String attr : List.of("__deleted", "_version", "rowid", "doc", "id", "$", "diff.user")) {
      saysNothing("note", attr);
    }
  }

  @Test
  void aSecretInTheQueryOfAnUpdateOrDeleteIsRefused() {
    String id = admin.call("user/create", query(), TestApp.userDoc("guarded")).id();
    for (String endpoint : List.of("user/update", "user/delete")) {
      Map<String, Object> query = byId(id);
      query.put("email_hash", oper("$gt", ""));
      admin.call(endpoint, query, doc("postal_code", "x")).expect(400, "CORE_USER_INVALID_QUERY");
    }
    assertThat(admin.call("user/read", byId(id)).doc()).containsEntry("postal_code", "12345");
  }

  @Test
  void secretsAreInNoAnswer() {
    String answers =
        admin.call("user/read").toString()
            + admin.call("session/read")
            + admin.call("note/read")
            + admin.call("note/read", query("$diff", true))
            + admin.call("setting/read")
            + admin.call("user/create", query("$soft", true), TestApp.userDoc("softly"));
    assertThat(answers).doesNotContain("_hash").doesNotContain("argon2");
    assertThat(admin.call("session/read").toString()).doesNotContain("token");
  }
}
