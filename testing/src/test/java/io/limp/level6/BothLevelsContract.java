package io.limp.level6;

import static io.limp.testing.Wire.between;
import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.oper;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A client of 2019 and one of 2020 work on one server at the same time, each on its open socket, as
 * if all others were of its own kind.
 */
abstract class BothLevelsContract {
  /** The same moment as either level writes it. */
  private static final double SECONDS = 1_600_000_000.5;

  private static final String ISO = "2020-09-13T12:26:40.500000";

  private TestApp app;
  private TestClient old;
  private TestClient6 newer;

  /** Notes and staff, on the database that the class is for. */
  abstract TestApp start();

  @BeforeEach
  void connect() {
    app = start();
    old = app.admin();
    newer = app.admin6();
  }

  @AfterEach
  void disconnect() {
    old.close();
    newer.close();
    app.close();
  }

  private String oldNote(@Nullable Object... attrs) {
    return old.call("note/create", query(), doc(attrs)).expect(200).id();
  }

  private String newNote(@Nullable Object... attrs) {
    return newer.call("note/create", steps(), doc(attrs)).expect(200).id();
  }

  private Map<String, @Nullable Object> oldRead(String id) {
    return old.call("note/read", byId(id)).expect(200).doc();
  }

  private Map<String, @Nullable Object> newRead(String id) {
    return newer.call("note/read", steps(doc("_id", id))).expect(200).doc();
  }

  @Test
  void eachSeesTheOthersDocumentsInTheFormsOfItsOwnLevel() {
    String one = oldNote("title", "One", "when", 1_600_000_000, "owner", TestApp.ADMIN_ID);
    String two = newNote("title", "Two", "when", ISO, "owner", TestApp.ADMIN_ID);

    assertThat(newRead(one)).containsEntry("_id", one).containsEntry("when", "2020-09-13T12:26:40");
    assertThat(oldRead(two)).containsEntry("_id", two).containsEntry("when", SECONDS);
    assertThat(newRead(two)).containsEntry("when", ISO);
    assertThat(oldRead(one)).containsEntry("when", 1_600_000_000.0);
    for (String id : List.of(one, two)) {
      assertThat(oldRead(id).get("create_time")).isInstanceOf(Double.class);
      assertThat(String.valueOf(newRead(id).get("create_time")))
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
      assertThat(oldRead(id).get("owner"))
          .isEqualTo(newRead(id).get("owner"))
          .isEqualTo(
              doc(
                  "_id",
                  TestApp.ADMIN_ID,
                  "email",
                  TestApp.ADMIN_EMAIL,
                  "name",
                  locales("__ADMIN")));
    }
    assertThat(oldRead(one)).containsEntry("diff", List.of());
    assertThat(newRead(one)).doesNotContainKey("diff");
  }

  @Test
  void eachChangesAndDeletesWhatTheOtherMade() {
    String one = oldNote("title", "One", "num", 1);
    String two = newNote("title", "Two", "num", 1);
    newer
        .call("note/update", steps(doc("_id", one)), doc("num", doc("$add", 41), "when", ISO))
        .expect(200);
    old.call("note/update", byId(two), doc("num", 7)).expect(200);
    assertThat(oldRead(one)).containsEntry("num", 42L).containsEntry("when", SECONDS);
    assertThat(newRead(two)).containsEntry("num", 7L);

    newer.call("note/delete", steps(doc("_id", one))).expect(200);
    old.call("note/delete", byId(two)).expect(200);
    assertThat(old.call("note/read", query()).expect(200).total()).isZero();
    assertThat(newer.call("note/read", steps()).expect(200).total()).isZero();
  }

  @Test
  void callsOnBothSocketsMayBeUnderWayAtTheSameTime() {
    List<Object> oldCalls = new ArrayList<>();
    List<Object> newCalls = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Map<String, @Nullable Object> frame =
          old.frame("note/create", query(), doc("title", "old " + i, "num", i));
      old.sendSigned(frame, old.session().token());
      oldCalls.add(Objects.requireNonNull(frame.get("call_id")));
      newCalls.add(newer.send("note/create", steps(), doc("title", "new " + i, "num", i)));
    }
    newCalls.forEach(call -> newer.answerTo(call).expect(200));
    oldCalls.forEach(call -> old.answerTo(call).expect(200));
    List<@Nullable Object> seen = old.call("note/read", query()).expect(200).each("title");
    assertThat(newer.call("note/read", steps()).expect(200).each("title"))
        .isEqualTo(seen)
        .hasSize(60)
        .contains("old 29", "new 29");
  }

  @Test
  void bothQueryLanguagesMeanTheSameOnBothSockets() {
    for (int i = 0; i < 6; i++) {
      Object[] attrs = {"title", "note " + i, "num", i, "tags", List.of("t" + i % 2)};
      if (i % 2 == 0) {
        oldNote(attrs);
      } else {
        newNote(attrs);
      }
    }
    same(query("num", val(3)), steps(doc("num", 3)), "note 3");
    same(query("num", oper("$gt", 3)), steps(doc("num", doc("$gt", 3))), "note 5", "note 4");
    same(
        query("__OR:num", between(1, 2), "__OR:title", val("note 5")),
        steps(List.of(doc("num", doc("$bet", List.of(1, 2))), doc("title", "note 5"))),
        "note 5",
        "note 2",
        "note 1");
    same(
        query("tags", val("t0"), "$sort", doc("num", 1), "$skip", 1, "$limit", 1),
        steps(doc("tags", "t0"), doc("$sort", doc("num", 1), "$skip", 1, "$limit", 1)),
        "note 2");
    same(
        query("title", doc("val", "TE 4", "strict", false)),
        steps(doc("title", doc("$regex", "te 4"))),
        "note 4");
    same(
        query("num", oper("$not", 0), "__OR:num", between(0, 1)),
        steps(doc("num", doc("$ne", 0)), doc("__or", steps(doc("num", doc("$lte", 1))))),
        "note 1");
  }

  private void same(Map<String, @Nullable Object> object, List<Object> list, String... titles) {
    for (Object form : List.of(object, list)) {
      assertThat(newer.call("note/read", form).expect(200).each("title"))
          .describedAs("level 6: %s", form)
          .containsExactly((Object[]) titles);
      Map<String, @Nullable Object> frame = old.frame("note/read", query(), doc());
      frame.put("query", form);
      old.sendSigned(frame, old.session().token());
      assertThat(old.answerTo(frame.get("call_id")).expect(200).each("title"))
          .describedAs("level 1: %s", form)
          .containsExactly((Object[]) titles);
    }
  }

  private static Map<String, @Nullable Object> photo() {
    return doc(
        "name", "p.png", "size", 4L, "type", "image/png", "lastModified", 1_548_547_200_000L);
  }

  @Test
  void aPhotoIsTheSameForBoth() {
    Map<String, @Nullable Object> upload = doc("content", doc("0", 137, "1", 80, "2", 78, "3", 71));
    upload.putAll(photo());
    String id =
        old.call("staff/create", query(), doc("photo", upload, "name", locales("Ada")))
            .expect(200)
            .id();
    Map<String, @Nullable Object> seen =
        newer.call("staff/read", steps(doc("_id", id))).expect(200).doc();
    Map<String, @Nullable Object> known =
        Wire.object(old.call("staff/read", byId(id)).doc().get("photo"), "photo");
    assertThat(known).isEqualTo(photo());
    known.put("content", true); // wire contract 2.6; level 1 shows nothing there (1.8)
    assertThat(seen.get("photo")).isEqualTo(known);
    assertThat(String.valueOf(seen.get("photo"))).contains("p.png").doesNotContain("137");
    assertThat(app.get("staff/retrieve_file/" + id + "/p.png").body())
        .containsExactly(137, 80, 78, 71);
  }

  @Test
  void aUserIsTheSamePersonToBoth() {
    String id = old.call("user/create", query(), TestApp.userDoc("ada")).expect(200).id();
    Map<String, @Nullable Object> hers =
        newer.call("user/read", steps(doc("_id", id))).expect(200).doc();
    assertThat(hers).containsEntry("status", "active").containsEntry("settings", doc());
    assertThat(String.valueOf(hers.get("create_time"))).contains("T");
    assertThat(old.call("user/read", byId(id)).doc().get("create_time")).isInstanceOf(Double.class);

    try (TestClient oldAda = app.client().signIn("ada@example.com", TestApp.PASSWORD);
        TestClient6 newAda = app.client6().signIn("ada@example.com", TestApp.PASSWORD)) {
      assertThat(oldAda.call("note/read", query()).status()).isEqualTo(200);
      assertThat(newAda.call("note/read", steps()).status()).isEqualTo(200);
      assertThat(newAda.call("note/create", steps(), doc("title", "x")).status()).isEqualTo(403);
      old.call("user/update", byId(id), doc("privileges", doc("note", List.of("create", "read"))))
          .expect(200);
      newAda.call("note/create", steps(), doc("title", "hers")).expect(200);
      newer
          .call("user/update", steps(doc("_id", id)), doc("privileges", doc("note", List.of())))
          .expect(200);
      assertThat(oldAda.call("note/create", query(), doc("title", "y")).status()).isEqualTo(403);
    }
  }

  @Test
  void whoSignsOutTakesNobodyAlong() {
    old.signOut().expect(200);
    assertThat(old.call("note/create", query(), doc("title", "x")).status()).isEqualTo(403);
    String kept = newNote("title", "kept");
    old.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
    newer.signOut().expect(200);
    assertThat(newer.call("note/create", steps(), doc("title", "x")).status()).isEqualTo(403);
    assertThat(oldRead(kept)).containsEntry("title", "kept");
  }
}
