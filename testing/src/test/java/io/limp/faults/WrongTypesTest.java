package io.limp.faults;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every operator with every kind of value on an attribute of every type: it is found, or refused
 * with a code and a sentence; it is never a fault, and never half of a write.
 */
class WrongTypesTest {
  /** One of each type, and what is none. */
  private static final List<String> ATTRS =
      List.of(
          "_id",
          "owner",
          "title",
          "num",
          "flag",
          "when",
          "mail",
          "place",
          "kind",
          "label",
          "label.en_AE",
          "tags",
          "peers",
          "meta",
          "meta.x",
          "owner.email",
          "nosuch");

  private static final List<@Nullable Object> VALUES =
      Arrays.asList(
          null,
          true,
          0,
          -1,
          1.5,
          1e300,
          Long.MAX_VALUE,
          "",
          "x",
          "(",
          "\u0000",
          "2020-01-01T00:00:00",
          "+999999999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00Z",
          TestApp.ADMIN_ID,
          List.of(),
          Collections.singletonList(null),
          List.of(1, "x"),
          List.of(List.of(1)),
          doc(),
          doc("$gt", 1),
          doc("a", 1),
          doc("a.b", 1),
          doc("type", "Point", "coordinates", List.of(55, 25)));

  private static final List<String> TAKE_LISTS = List.of("$bet", "$in", "$nin", "$all");

  private static TestApp app;
  private static TestClient admin;
  private static TestClient6 admin6;
  private static String note;

  @BeforeAll
  static void start() {
    app = Spike.start();
    admin = app.admin();
    admin6 = app.admin6();
    note =
        admin
            .call(
                "note/create",
                query(),
                doc("title", "Alpha", "num", 1, "tags", List.of("a"), "meta", doc("x", 1)))
            .expect(200)
            .id();
  }

  @AfterAll
  static void stop() {
    admin.close();
    admin6.close();
    app.close();
  }

  private static void assertThatItIsNoFault(Answer answer, Object asked) {
    assertThat(answer.status()).as("%s: %s", asked, answer).isIn(200, 400);
    if (answer.status() == 400) {
      assertThat(answer.code()).as("%s: %s", asked, answer).isNotEmpty();
      assertThat(answer.msg()).as("%s: %s", asked, answer).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$bet", "$in", "$nin", "$all", "$regex",
        "$nosuch", ""
      })
  void anOperatorOfLevel6TakesAnything(String operator) {
    for (String attr : ATTRS) {
      for (Object value : VALUES) {
        List<@Nullable Object> operands = new ArrayList<>(Arrays.asList(value));
        if (TAKE_LISTS.contains(operator)) {
          operands.add(Arrays.asList(value, value));
        }
        for (Object operand : operands) {
          Object step = doc(attr, operator.isEmpty() ? operand : doc(operator, operand));
          assertThatItIsNoFault(admin6.call("note/read", steps(step)), step);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "$gt", "$lt", "$not", "$bet", "$nosuch", "strict", "__OR:"})
  void anOperatorOfLevel1TakesAnything(String operator) {
    for (String attr : ATTRS) {
      for (Object value : VALUES) {
        Map<String, @Nullable Object> term = Wire.val(value);
        switch (operator) {
          case "", "__OR:" -> {}
          case "strict" -> term.put("strict", false);
          case "$bet" -> {
            term.put("oper", operator);
            term.put("val2", value);
          }
          default -> term.put("oper", operator);
        }
        Map<String, @Nullable Object> query =
            query(operator.equals("__OR:") ? operator + attr : attr, term);
        assertThatItIsNoFault(admin.call("note/read", query), query);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$sort",
        "$skip",
        "$limit",
        "$group",
        "$search",
        "$geo_near",
        "$attrs",
        "$extn",
        "$soft",
        "$diff",
        "$ver",
        "$asOf",
        "$deleted",
        "$force",
        "$after"
      })
  void aSpecialWordTakesAnything(String special) {
    for (Object value : VALUES) {
      Map<String, @Nullable Object> query = query(special, value);
      assertThatItIsNoFault(admin.call("note/read", query), query);
      assertThatItIsNoFault(admin6.call("note/read", steps(query)), query);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$set",
        "$add",
        "$multiply",
        "$append",
        "$remove",
        "$set_index",
        "$unset",
        "$push",
        "$push_unique",
        "$pull",
        "$nosuch"
      })
  void anEditTakesAnythingAndWhatIsRefusedWritesNothing(String operator) {
    Map<String, @Nullable Object> before = stored();
    for (String attr : ATTRS) {
      for (Object value : VALUES) {
        // The other attribute is well: it must not be written when this one is refused.
        Map<String, @Nullable Object> edit =
            doc("title", "Beta", attr, operator.isEmpty() ? value : doc(operator, value));
        Answer answer = admin6.call("note/update", steps(doc("_id", note)), edit);
        assertThatItIsNoFault(answer, edit);
        if (answer.status() == 400) {
          assertThat(stored()).as("%s", edit).isEqualTo(before);
        } else {
          admin.call("note/update", byId(note), doc("title", "Alpha")).expect(200);
          before = stored();
        }
      }
    }
  }

  private static Map<String, @Nullable Object> stored() {
    return admin.call("note/read", query("_id", Wire.val(note), "$extn", false)).expect(200).doc();
  }

  @Test
  void aListOfAMillionIsRefusedByItsLength() {
    List<Integer> million = Collections.nCopies(1_000_000, 7);
    assertThat(
            admin6
                .call("note/read", steps(doc("num", doc("$in", million))))
                .expect(400, "SPIKE_NOTE_INVALID_QUERY")
                .msg())
        .contains("1000000");
    assertThat(
            admin
                .call("note/read", query("_id", Wire.val(Collections.nCopies(1_000_000, "x"))))
                .expect(400)
                .msg())
        .contains("1000000");
    admin.call("note/read", query("$limit", 1)).expect(200);
  }

  @Test
  void aDocumentOf16MegabytesIsKeptWhole() {
    String text = "x".repeat(16 << 20);
    String id = admin.call("item/create", query(), doc("name", text)).expect(200).id();
    assertThat(admin.call("item/read", byId(id)).expect(200).doc().get("name")).isEqualTo(text);
    admin.call("item/delete", query("_id", Wire.val(id), "$soft", true)).expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.b", "$", "$set", "a\u0000b", "\u0001", "\u007f", "a\\", "\""})
  void aKeyThatNoPathCanNameIsRefusedWhereverItStands(String key) {
    long total = admin.call("note/read").expect(200).total();
    for (Object meta :
        List.of(doc(key, 1), doc("a", doc(key, 1)), doc("a", List.of(doc(key, 1))))) {
      Map<String, @Nullable Object> note = doc("title", "keys", "meta", meta);
      assertThat(admin.call("note/create", query(), note).expect(400).msg()).contains("meta");
      assertThat(
              admin6
                  .call("note/create", List.of(), doc("title", "keys", "meta", meta))
                  .expect(400)
                  .msg())
          .contains("meta");
    }
    assertThat(admin.call("note/read").expect(200).total()).isEqualTo(total);
  }

  /** A frame nested deeper is refused: see BadInputTest. */
  @ParameterizedTest
  @ValueSource(ints = {10, 50, 98})
  void aDocumentNestedAsDeepAsAFrameMayBeIsKept(int depth) {
    Object meta = 1L;
    for (int i = 0; i < depth; i++) {
      meta = doc("a", meta);
    }
    String id =
        admin.call("note/create", query(), doc("title", "deep", "meta", meta)).expect(200).id();
    assertThat(admin.call("note/read", byId(id)).expect(200).doc()).containsEntry("meta", meta);
    admin.call("note/delete", byId(id)).expect(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 900, 1100, 5000, 100_000})
  void aPathMakesNoDocumentThatCannotBeRead(int depth) {
    String id =
        admin
            .call("note/create", query(), doc("title", "deep", "meta", doc("x", 1)))
            .expect(200)
            .id();
    String path = "meta" + ".a".repeat(depth);
    admin6.call("note/update", steps(doc("_id", id)), doc(path, 1)).expect(depth < 100 ? 200 : 400);
    Map<String, @Nullable Object> step = doc(path, 1, "_id", id);
    assertThatItIsNoFault(admin6.call("note/read", steps(step)), depth);
    assertThat(admin6.call("note/read", steps(doc("_id", id))).expect(200).count()).isEqualTo(1);
    admin.call("note/read", byId(id)).expect(200);
    admin.call("note/delete", query("_id", Wire.val(id), "$soft", true)).expect(200);
  }
}
