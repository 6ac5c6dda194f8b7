package io.limp.level1;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Wire contract 1.3: what answers look like. */
class ResponseTest {
  private static TestApp app;
  private static TestClient admin;

  @BeforeAll
  static void start() {
    app = Spike.start();
    admin = app.admin();
  }

  @AfterAll
  static void stop() {
    admin.close();
    app.close();
  }

  private static String newItem(String name) {
    return admin.call("item/create", query(), doc("name", name)).expect(200).id();
  }

  @Test
  void aReadAnswersTotalCountDocsGroupsAndCallId() {
    newItem("read 1");
    newItem("read 2");
    Answer answer = admin.call("item/read", query("$limit", 1L));
    assertThat(answer.frame()).containsOnlyKeys("status", "msg", "args");
    assertThat(answer.msg()).isEqualTo("Found 1 docs.");
    assertThat(answer.args()).containsOnlyKeys("total", "count", "docs", "groups", "call_id");
    assertThat(answer.count()).isEqualTo(1);
    assertThat(answer.total()).isGreaterThanOrEqualTo(2);
    assertThat(answer.args()).containsEntry("groups", Map.of());
  }

  @Test
  void aReadThatFindsNothingAnswersGroupsAsAnEmptyList() {
    Answer answer = admin.call("item/read", query("name", val("no such item")));
    assertThat(answer.msg()).isEqualTo("Found 0 docs.");
    assertThat(answer.args())
        .containsEntry("total", 0L)
        .containsEntry("count", 0L)
        .containsEntry("docs", List.of())
        .containsEntry("groups", List.of());
  }

  @Test
  void aCreateAnswersTheId() {
    Answer answer = admin.call("item/create", query(), doc("name", "x"));
    assertThat(answer.msg()).isEqualTo("Created 1 docs.");
    assertThat(answer.args()).containsOnlyKeys("count", "docs", "call_id");
    assertThat(answer.count()).isEqualTo(1);
    assertThat(answer.doc()).containsOnlyKeys("_id");
    assertThat(answer.id()).matches("[0-9a-f]{24}");
  }

  @Test
  void aCreateWithSoftAnswersAsAReadOfTheWholeDocument() {
    Answer answer = admin.call("item/create", query("$soft", true), doc("name", "two", "num", 2));
    assertThat(answer.msg()).isEqualTo("Created 1 docs.");
    assertThat(answer.args()).containsOnlyKeys("total", "count", "docs", "groups", "call_id");
    assertThat(answer.doc()).containsOnlyKeys("_id", "name", "num", "create_time");
  }

  @Test
  void anUpdateCountsWhatReallyChangedAndListsAllThatMatched() {
    String one = newItem("same");
    String two = newItem("other");
    Answer answer =
        admin.call("item/update", query("_id", val(List.of(one, two))), doc("name", "same"));
    assertThat(answer.msg()).isEqualTo("Updated 1 docs.");
    assertThat(answer.args()).containsOnlyKeys("count", "docs", "call_id");
    assertThat(answer.count()).isEqualTo(1);
    assertThat(answer.each("_id")).containsExactly(two, one); // newest first
    assertThat(answer.docs()).allSatisfy(doc -> assertThat(doc).containsOnlyKeys("_id"));
  }

  @Test
  void anUpdateWithNothingInItSaysSo() {
    String id = newItem("x");
    for (Map<String, Object> nothing :
        List.of(
            doc(), doc("nosuch", 1), doc("name", null), doc("_id", id), doc("create_time", 1))) {
      Answer answer = admin.call("item/update", byId(id), nothing);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.msg()).isEqualTo("Nothing to update.");
      assertThat(answer.args()).containsOnlyKeys("call_id");
    }
  }

  @Test
  void aDeleteAnswersTheIdsAndTheDocumentIsFoundNoMore() {
    String id = newItem("gone soon");
    Answer answer = admin.call("item/delete", byId(id));
    assertThat(answer.msg()).isEqualTo("Deleted 1 docs.");
    assertThat(answer.args()).containsOnlyKeys("count", "docs", "call_id");
    assertThat(answer.count()).isEqualTo(1);
    assertThat(answer.id()).isEqualTo(id);
    assertThat(admin.call("item/read", byId(id)).total()).isZero();
    assertThat(admin.call("item/update", byId(id), doc("name", "y")).msg())
        .isEqualTo("Updated 0 docs.");
    Answer again = admin.call("item/delete", byId(id));
    assertThat(again.msg()).isEqualTo("Deleted 0 docs.");
    assertThat(again.docs()).isEmpty();
  }

  @Test
  void aDeleteWithSoftDeletesToo() {
    String id = newItem("gone for good");
    Answer answer = admin.call("item/delete", query("_id", val(id), "$soft", true));
    assertThat(answer.msg()).isEqualTo("Deleted 1 docs.");
    assertThat(answer.id()).isEqualTo(id);
    assertThat(admin.call("item/read", byId(id)).total()).isZero();
  }

  @Test
  void anEmptyAnswerHasStatus204AndTheCallIdAlone() {
    Answer answer = admin.call("note/nothing");
    assertThat(answer.frame()).containsOnlyKeys("status", "args");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.args()).containsOnlyKeys("call_id");
  }

  @Test
  void bytesAreAnsweredAsAListOfNumbersWithStatus291() {
    Answer answer = admin.call("note/ws_blob");
    assertThat(answer.status()).isEqualTo(291);
    assertThat(answer.frame()).containsEntry("msg", List.of(137L, 66L, 76L, 79L, 66L, 0L, 1L));
    assertThat(answer.args())
        .containsOnlyKeys("name", "type", "size", "call_id") // the call_id is new: section 6
        .containsEntry("name", "x.bin")
        .containsEntry("type", "application/octet-stream")
        .containsEntry("size", 7L);
  }

  @Test
  void theSessionDocumentHasTheWholeUserAndTheToken() {
    try (TestClient client = app.client(Map.of("User-Agent", "old client 1.0"))) {
      Instant before = Instant.now();
      Answer answer =
          client.authenticate("email", TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD).expect(200);
      assertThat(answer.msg()).isEqualTo("You were succefully authed.");
      assertThat(answer.args()).containsOnlyKeys("total", "count", "docs", "groups", "call_id");
      Map<String, Object> session = answer.doc();
      assertThat(session.keySet())
          .containsExactly("_id", "user", "host_add", "user_agent", "timestamp", "expiry", "token");
      assertThat(session)
          .containsEntry("host_add", "127.0.0.1")
          .containsEntry("user_agent", "old client 1.0");
      assertThat((String) session.get("token")).matches("[A-Za-z0-9_-]{43}"); // section 6
      double timestamp = ((Number) session.get("timestamp")).doubleValue();
      assertThat(timestamp).isCloseTo(before.toEpochMilli() / 1000.0, within(30.0));
      assertThat(((Number) session.get("expiry")).doubleValue())
          .isCloseTo(timestamp + Duration.ofDays(30).toSeconds(), within(0.001));
      assertThat(keys(session.get("user"))).containsExactlyElementsOf(USER_ATTRS);
    }
  }

  private static final List<String> USER_ATTRS =
      List.of(
          "_id",
          "username",
          "email",
          "name",
          "bio",
          "address",
          "postal_code",
          "phone",
          "website",
          "locale",
          "create_time",
          "login_time",
          "groups",
          "privileges",
          "status",
          "attrs");

  @Test
  void theUserDocumentHasItsAttributesInOrderAndNoHash() {
    for (Map<String, Object> user : admin.call("user/read").expect(200).docs()) {
      assertThat(user.keySet()).containsExactlyElementsOf(USER_ATTRS);
    }
    assertThat(admin.call("user/read").toString()).doesNotContain("hash").doesNotContain("argon");
  }

  @Test
  void theUserIsShownWithThePrivilegesOfTheirGroupsMergedIn() {
    String group =
        admin
            .call(
                "group/create",
                query(),
                doc(
                    "name",
                    locales("G"),
                    "bio",
                    locales("B"),
                    "privileges",
                    doc("note", List.of("read"), "item", List.of("update"))))
            .expect(200)
            .id();
    try (TestClient joe = app.user("merged", Map.of("note", List.of("create")))) {
      String id = joe.call("user/read").doc().get("_id").toString();
      admin.call("user/add_group", byId(id), doc("group", group)).expect(200);
      Map<?, ?> privileges = (Map<?, ?>) joe.call("user/read").doc().get("privileges");
      assertThat(list(privileges.get("note"))).containsExactlyInAnyOrder("create", "read");
      assertThat(list(privileges.get("item"))).containsExactly("update");
    }
  }

  @SuppressWarnings("unchecked") // JSON
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  @SuppressWarnings("unchecked") // JSON
  private static List<String> keys(Object value) {
    return List.copyOf(((Map<String, Object>) value).keySet());
  }

  @Test
  void timesAreSecondsSinceTheEpochWithAFractionToTheMillisecond() {
    double before = Instant.now().toEpochMilli() / 1000.0;
    String id = newItem("timed");
    Answer answer = admin.call("item/read", byId(id));
    double time = ((Number) answer.doc().get("create_time")).doubleValue();
    assertThat(time).isBetween(before - 0.001, Instant.now().toEpochMilli() / 1000.0 + 0.001);
    assertThat(time * 1000).isCloseTo(Math.rint(time * 1000), within(0.001));
    String note = admin.call("note/create", query(), doc("title", "w", "when", 1500000000)).id();
    assertThat(admin.call("note/read", byId(note)).doc()).containsEntry("when", 1_500_000_000.0);
  }

  @Test
  void missingAttributesAreNullAndTheOrderIsThatOfTheDeclaration() {
    String id = admin.call("note/create", query(), doc("num", 1, "title", "only")).id();
    Map<String, Object> note = admin.call("note/read", byId(id)).doc();
    assertThat(note.keySet())
        .containsExactly(
            "_id",
            "owner",
            "title",
            "num",
            "flag",
            "when",
            "mail",
            "tel",
            "url",
            "place",
            "kind",
            "label",
            "tags",
            "peers",
            "meta",
            "create_time",
            "diff");
    assertThat(note).containsEntry("mail", null).containsEntry("tags", null);
  }

  @Test
  void anExtendedIdGivesWayToTheDocumentAndToNullWhenThatIsGone() {
    try (TestClient joe = app.user("extended")) {
      String joeId = joe.call("user/read").doc().get("_id").toString();
      String id =
          admin
              .call(
                  "note/create",
                  query(),
                  doc("title", "x", "owner", joeId, "peers", List.of(joeId, TestApp.ADMIN_ID)))
              .id();
      Map<String, Object> note = admin.call("note/read", byId(id)).doc();
      assertThat(keys(note.get("owner"))).containsExactlyInAnyOrder("_id", "email", "name");
      assertThat(keys(list(note.get("peers")).getFirst()))
          .containsExactlyInAnyOrder("_id", "email");
      Map<String, Object> ids =
          admin.call("note/read", query("_id", val(id), "$extn", false)).doc();
      assertThat(ids).containsEntry("owner", joeId);
      assertThat(list(ids.get("peers"))).containsExactly(joeId, TestApp.ADMIN_ID);
      admin.call("user/delete", byId(joeId)).expect(200);
      Map<String, Object> after = admin.call("note/read", byId(id)).doc();
      assertThat(after).containsEntry("owner", null);
      assertThat(list(after.get("peers")).getFirst()).isNull();
    }
  }

  @Test
  void whoChangedWhatIsKeptWhereTheModuleSaysSo() {
    String id = admin.call("note/create", query(), doc("title", "a", "num", 1)).id();
    admin.call("note/update", byId(id), doc("title", "b", "num", 2)).expect(200);
    Map<?, ?> entry =
        (Map<?, ?>) list(admin.call("note/read", byId(id)).doc().get("diff")).getFirst();
    assertThat(entry.get("user")).isEqualTo(TestApp.ADMIN_ID);
    assertThat(entry.get("vars")).isEqualTo(doc("title", "a", "num", 1L));
    assertThat(((Number) entry.get("time")).doubleValue())
        .isCloseTo((double) Instant.now().getEpochSecond(), within(60.0));
    Answer withUsers = admin.call("note/read", query("_id", val(id), "$diff", true));
    Map<?, ?> named = (Map<?, ?>) list(withUsers.doc().get("diff")).getFirst();
    assertThat(keys(named.get("user"))).containsExactlyElementsOf(USER_ATTRS);
  }
}
