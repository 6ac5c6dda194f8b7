package io.limp.level1;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wire contract 1.8: which values an attribute of each type takes, on create and on update. */
class AttrTypesTest {
  private static TestApp app;
  private static TestClient admin;
  private static String note;

  @BeforeAll
  static void start() {
    app = Spike.start();
    admin = app.admin();
    note = admin.call("note/create", query(), doc("title", "target")).id();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  static Stream<Arguments> accepted() {
    String id = TestApp.ADMIN_ID;
    Map<String, Object> point = doc("type", "Point", "coordinates", List.of(1.0, 2.5));
    return Stream.of(
        Arguments.of("owner", id, id),
        Arguments.of("owner", id.toUpperCase(java.util.Locale.ROOT), id),
        Arguments.of("title", "", ""),
        Arguments.of("title", "<b>\u0000😀\"'\\", "<b>\u0000😀\"'\\"),
        Arguments.of("num", 0, 0L),
        Arguments.of("num", -5, -5L),
        Arguments.of("num", Long.MAX_VALUE, Long.MAX_VALUE),
        Arguments.of("flag", false, false),
        Arguments.of("flag", true, true),
        Arguments.of("flag", "true", true),
        Arguments.of("flag", "false", false),
        Arguments.of("when", 1_500_000_000, 1_500_000_000.0),
        Arguments.of("when", 0, 0.0),
        Arguments.of("when", -1, -1.0),
        Arguments.of("mail", "a@b.c", "a@b.c"),
        Arguments.of("mail", "first.last+tag@sub.example.com", "first.last+tag@sub.example.com"),
        Arguments.of("tel", "+1", "+1"),
        Arguments.of("url", "http://a.bc", "http://a.bc"),
        Arguments.of("url", "https://www.example.com", "https://www.example.com"),
        Arguments.of("place", point, point),
        Arguments.of("kind", "a", "a"),
        Arguments.of("kind", "zzz", "zzz"), // as the original: a literal takes every text
        Arguments.of("label", locales("x"), locales("x")),
        Arguments.of("label", doc("xx", "y"), doc("xx", "y")), // and a locale every language
        Arguments.of("tags", List.of(), List.of()),
        Arguments.of("tags", List.of("a", "a", ""), List.of("a", "a", "")),
        Arguments.of("peers", List.of(id, id), List.of(id, id)),
        Arguments.of("meta", doc(), doc()),
        Arguments.of("meta", List.of(), List.of()),
        Arguments.of(
            "meta",
            doc("a", doc("b", List.of(1L, "x", true)), "c$", 1.5),
            doc("a", doc("b", List.of(1L, "x", true)), "c$", 1.5)));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void aValueOfItsTypeIsTakenAndReadBack(String attr, Object given, Object readBack) {
    Map<String, Object> doc = doc("title", "accepted");
    doc.put(attr, given);
    String id = admin.call("note/create", query(), doc).expect(200).id();
    Map<String, Object> onlyThis = query("_id", doc("val", id), "$extn", false);
    assertThat(admin.call("note/read", onlyThis).doc()).containsEntry(attr, readBack);

    admin.call("note/update", byId(note), doc(attr, given)).expect(200);
    onlyThis = query("_id", doc("val", note), "$extn", false);
    assertThat(admin.call("note/read", onlyThis).doc()).containsEntry(attr, readBack);
  }

  static Stream<Arguments> refused() {
    Map<String, List<Object>> values = new LinkedHashMap<>();
    values.put(
        "owner", List.of("zzz", "", 5, true, List.of(TestApp.ADMIN_ID), doc(), "0".repeat(23)));
    values.put("title", List.of(5, true, 1.5, List.of("x"), doc("a", "b")));
    values.put("num", List.of("x", "1", 1.5, 1.0, true, List.of(1), doc(), 1e300));
    values.put("flag", List.of("yes", "TRUE", "", 0, 1, List.of(true), doc()));
    values.put("when", List.of("x", 1_500_000_000.5, true, List.of(0), doc(), Long.MAX_VALUE));
    values.put("mail", List.of("bad", "a@b", "@b.c", "a@", "a@b.", 5, List.of("a@b.c"), ""));
    values.put("tel", List.of("1", "+", "+1 2", "+1a", "++1", "", 971, List.of("+1")));
    values.put(
        "url",
        List.of(
            "notaurl",
            "http://www.example.com/path",
            "ftp://www.example.com",
            "http://",
            "javascript:alert(1)",
            "http://a.bc\n",
            "",
            5));
    values.put(
        "place",
        List.of(
            doc("type", "Polygon", "coordinates", List.of(1, 2)),
            doc("type", "Point", "coordinates", List.of(1)),
            doc("type", "Point", "coordinates", List.of(1, 2, 3)),
            doc("type", "Point", "coordinates", List.of("1", "2")),
            doc("type", "Point"),
            doc(),
            List.of(1, 2),
            "1,2",
            5));
    values.put("kind", List.of(5, List.of("a"), doc()));
    values.put("tags", List.of("notalist", List.of(1), List.of(List.of("a")), doc("0", "a"), 5));
    values.put("peers", List.of(List.of("zzz"), TestApp.ADMIN_ID, List.of(5), doc()));
    values.put("meta", List.of(5, "x", true));
    List<Arguments> rows = new ArrayList<>();
    values.forEach((attr, bad) -> bad.forEach(value -> rows.add(Arguments.of(attr, value))));
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aValueOfAnotherTypeIsRefusedWithTheAttributesName(String attr, Object bad) {
    Map<String, Object> doc = doc("title", "refused");
    doc.put(attr, bad);
    long before = admin.call("note/read", query("$limit", 1)).total();
    Answer create = admin.call("note/create", query(), doc);
    create.expect(400, "SPIKE_NOTE_INVALID_ATTR");
    assertThat(create.msg()).contains("'" + attr + "'").endsWith("on module 'SPIKE_NOTE'.");
    assertThat(admin.call("note/read", query("$limit", 1)).total()).isEqualTo(before);

    Map<String, Object> was = admin.call("note/read", byId(note)).doc();
    admin.call("note/update", byId(note), doc(attr, bad)).expect(400, "SPIKE_NOTE_INVALID_ATTR");
    assertThat(admin.call("note/read", byId(note)).doc()).isEqualTo(was);
  }

  @Test
  void whatTheServerGivesCannotBeGiven() {
    String id =
        admin
            .call(
                "staff/create",
                query(),
                doc(
                    "user",
                    "f00000000000000000000011",
                    "create_time",
                    1,
                    "photo",
                    List.of(),
                    "name",
                    locales("N"),
                    "jobtitle",
                    locales("J"),
                    "bio",
                    locales("B")))
            .expect(200)
            .id();
    Map<String, Object> staff = admin.call("staff/read", byId(id)).doc();
    assertThat(staff).containsEntry("user", TestApp.ADMIN_ID);
    assertThat((Double) staff.get("create_time")).isGreaterThan(1.5e9);
    admin.call("staff/update", byId(id), doc("user", "f00000000000000000000011")).expect(200);
    assertThat(admin.call("staff/read", byId(id)).doc()).containsEntry("user", TestApp.ADMIN_ID);
  }

  @Test
  void unknownAttributesAreDropped() {
    String id =
        admin.call("item/create", query(), doc("name", "x", "nosuch", 1, "__deleted", true)).id();
    assertThat(admin.call("item/read", byId(id)).doc())
        .containsOnlyKeys("_id", "name", "num", "create_time");
    admin.call("item/update", byId(id), doc("num", 1, "__deleted", true, "a.b", 2)).expect(200);
    assertThat(admin.call("item/read", byId(id)).doc()).containsEntry("num", 1L);
  }

  @Test
  void aClientsOwnIdIsAnIdAndTakenOnce() {
    String id = "5c4b0f0f0f0f0f0f0f0f0f0f";
    assertThat(admin.call("item/create", query(), doc("_id", id, "name", "x")).expect(200).id())
        .isEqualTo(id);
    assertThat(admin.call("item/read", byId(id)).doc()).containsEntry("name", "x");
    admin
        .call("item/create", query(), doc("_id", id, "name", "y"))
        .expect(400, "SPIKE_ITEM_DUPLICATE_DOC");
    admin
        .call("item/create", query(), doc("_id", "zzz", "name", "y"))
        .expect(400, "SPIKE_ITEM_INVALID_ATTR");
    assertThat(admin.call("item/read", byId(id)).doc()).containsEntry("name", "x");
  }

  @Test
  void anyValueIsTakenWhereTheTypeIsAny() {
    List<Object> values = new ArrayList<>(List.of("red", 1L, 1.5, true, doc("a", List.of(1L, 2L))));
    values.add(List.of());
    for (Object value : values) {
      admin
          .call("setting/create", query(), doc("var", "any", "val", value, "type", "global"))
          .expect(200);
      assertThat(admin.call("setting/read", query("var", doc("val", "any"))).doc())
          .containsEntry("val", value);
      admin.call("setting/delete", query("var", doc("val", "any"))).expect(200);
    }
  }

  @Test
  void accessIsAnObjectOfThreeParts() {
    Map<String, Object> access = doc("anon", true, "users", List.of(), "groups", List.of());
    Map<String, Object> blog =
        doc("title", locales("t"), "content", locales("c"), "status", "draft", "access", access);
    String id = admin.call("blog/create", query(), blog).expect(200).id();
    assertThat(admin.call("blog/read", byId(id)).doc()).containsEntry("access", access);
    for (Object bad :
        List.of(
            "x",
            5,
            List.of(),
            doc("anon", "maybe", "users", List.of(), "groups", List.of()),
            doc("anon", true, "users", "x", "groups", List.of()),
            doc("anon", true, "users", List.of("zzz"), "groups", List.of()))) {
      admin
          .call("blog/update", byId(id), doc("access", bad))
          .expect(400, "TEMPLATE_BLOG_INVALID_ATTR");
    }
  }

  @Test
  void privilegesAreAnObject() {
    Map<String, Object> group = doc("name", locales("G"), "bio", locales("B"));
    for (Object good : List.of(doc(), doc("note", List.of("read")), doc("*", "*"))) {
      group.put("privileges", good);
      String id = admin.call("group/create", query(), group).expect(200).id();
      assertThat(admin.call("group/read", byId(id)).doc()).containsEntry("privileges", good);
    }
    for (Object bad : List.of("x", 5, List.of(), doc("note", 5), doc("note", List.of(5)))) {
      group.put("privileges", bad);
      admin.call("group/create", query(), group).expect(400, "CORE_USER_INVALID_ATTR");
    }
  }

  @Test
  void filesComeAsAnObjectOfBytesAndTheirContentIsNotReadBack() {
    Map<String, Object> photo =
        doc(
            "name",
            "p.png",
            "size",
            4,
            "type",
            "image/png",
            "lastModified",
            1_548_547_200_000L,
            "content",
            doc("0", 137, "1", 80, "2", 78, "3", 71));
    Map<String, Object> staff =
        doc("photo", List.of(photo), "name", locales("N"), "jobtitle", locales("J"));
    staff.put("bio", locales("B"));
    String id = admin.call("staff/create", query(), staff).expect(200).id();
    assertThat(admin.call("staff/read", byId(id)).doc())
        .containsEntry(
            "photo",
            List.of(
                doc(
                    "name",
                    "p.png",
                    "size",
                    4L,
                    "type",
                    "image/png",
                    "lastModified",
                    1_548_547_200_000L)));
    assertThat(app.get("staff/retrieve_photo/" + id + "/p.png").body())
        .containsExactly(137, 80, 78, 71);
    for (String without : List.of("name", "type", "content")) {
      Map<String, Object> broken = doc();
      broken.putAll(photo);
      broken.remove(without);
      staff.put("photo", List.of(broken));
      admin.call("staff/create", query(), staff).expect(400, "SPIKE_STAFF_INVALID_ATTR");
    }
    for (Object content :
        List.of(doc("0", 256), doc("1", 1), doc("0", "x"), doc("0", -1), 5, true)) {
      Map<String, Object> broken = doc();
      broken.putAll(photo);
      broken.put("content", content);
      broken.remove("size");
      staff.put("photo", List.of(broken));
      admin.call("staff/create", query(), staff).expect(400, "SPIKE_STAFF_INVALID_ATTR");
    }
  }
}
