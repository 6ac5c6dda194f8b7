package io.limp.level1;

import static io.limp.testing.Wire.between;
import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.oper;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Wire contract 1.6: the query language, on six notes that are the recorded ones. */
class QueryTest {
  private static final String ADMIN = TestApp.ADMIN_ID;
  private static final String ANON = "f00000000000000000000011";

  private static TestApp app;
  private static TestClient admin;
  private static final List<String> IDS = new ArrayList<>();

  @BeforeAll
  static void start() {
    app = Spike.start();
    admin = app.admin();
    IDS.clear();
    String[] titles = {"Alpha", "beta", "Gamma", "alpha beta", "a.b*c", "delta"};
    for (int i = 0; i < titles.length; i++) {
      IDS.add(
          admin
              .call(
                  "note/create",
                  query(),
                  doc(
                      "title",
                      titles[i],
                      "num",
                      i * 10,
                      "flag",
                      i % 2 == 0,
                      "when",
                      1_500_000_000 + i * 1000,
                      "kind",
                      i % 2 == 0 ? "a" : "b",
                      "label",
                      doc("ar_AE", "L" + i, "en_AE", "E" + i),
                      "tags",
                      List.of("t" + i, "all"),
                      "owner",
                      i < 3 ? ADMIN : ANON,
                      "peers",
                      List.of(ADMIN, ANON),
                      "place",
                      doc("type", "Point", "coordinates", List.of(55 + i, 25)),
                      "meta",
                      doc("x", i, "y", doc("z", i), "list", List.of(i, 100 + i))))
              .expect(200)
              .id());
    }
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static Answer read(Object... query) {
    return admin.call("note/read", query(query)).expect(200);
  }

  /** The titles found, sorted by num for the eye. */
  private static List<Object> titles(Object... query) {
    Map<String, Object> sorted = query(query);
    sorted.putIfAbsent("$sort", doc("num", 1));
    return admin.call("note/read", sorted).expect(200).each("title");
  }

  private static void refused(Object... query) {
    Answer answer = admin.call("note/read", query(query));
    answer.expect(400, "SPIKE_NOTE_INVALID_QUERY");
  }

  @Test
  void anEmptyQueryFindsEverythingNewestFirst() {
    Answer all = read();
    assertThat(all.total()).isEqualTo(6);
    assertThat(all.each("_id")).containsExactlyElementsOf(IDS.reversed());
  }

  @Test
  void anIdIsEqualOrOneOfSeveral() {
    assertThat(titles("_id", val(IDS.get(2)))).containsExactly("Gamma");
    assertThat(titles("_id", val(List.of(IDS.get(0), IDS.get(2)))))
        .containsExactly("Alpha", "Gamma");
    assertThat(titles("_id", val(IDS.get(2).toUpperCase(java.util.Locale.ROOT))))
        .containsExactly("Gamma");
  }

  @Test
  void anIdThatIsNoneMatchesNothing() {
    for (Object none :
        new Object[] {"", "zzz", null, 5, true, doc(), List.of(), List.of("zzz"), "0".repeat(25)}) {
      assertThat(read("_id", val(none)).total()).as("%s", none).isZero();
    }
  }

  @Test
  void textsAreEqualLetterByLetter() {
    assertThat(titles("title", val("Alpha"))).containsExactly("Alpha");
    assertThat(titles("title", val("alpha"))).isEmpty();
    assertThat(titles("title", doc("val", "Alpha", "strict", true))).containsExactly("Alpha");
  }

  @Test
  void strictFalseFindsTheTextAnywhereWhateverTheCase() {
    assertThat(titles("title", doc("val", "ALPHA", "strict", false)))
        .containsExactly("Alpha", "alpha beta");
    assertThat(titles("title", doc("val", "a.b*c", "strict", false))).containsExactly("a.b*c");
    assertThat(titles("title", doc("val", ".", "strict", false))).containsExactly("a.b*c");
    assertThat(titles("title", doc("val", "%", "strict", false))).isEmpty();
    assertThat(titles("title", doc("val", "_", "strict", false))).isEmpty();
    assertThat(titles("label", doc("val", "e2", "strict", false))).containsExactly("Gamma");
    refused("num", doc("val", 10, "strict", false));
  }

  @Test
  void aListAttributeEqualsWhatItHolds() {
    assertThat(titles("tags", val("t3"))).containsExactly("alpha beta");
    assertThat(titles("tags", val("all"))).hasSize(6);
    assertThat(titles("tags", val("t"))).isEmpty();
  }

  @Test
  void aListOfValuesIsNoChoiceForATextButForIds() {
    assertThat(titles("title", val(List.of("Alpha", "beta")))).isEmpty();
    assertThat(titles("owner", val(List.of(ADMIN, ANON)))).hasSize(6);
    assertThat(titles("peers", val(List.of(ANON)))).hasSize(6);
  }

  @Test
  void idAttributesTakeIdsAsTexts() {
    assertThat(titles("owner", val(ADMIN))).containsExactly("Alpha", "beta", "Gamma");
    assertThat(titles("peers", val(ANON))).hasSize(6);
    assertThat(titles("owner", val("zzz"))).isEmpty();
  }

  @Test
  void aLocaleMatchesInAnyLanguage() {
    assertThat(titles("label", val("L2"))).containsExactly("Gamma");
    assertThat(titles("label", val("E2"))).containsExactly("Gamma");
    assertThat(titles("label", val("e2"))).isEmpty();
  }

  @Test
  void aLanguageOfALocaleCanBeAskedFor() {
    assertThat(titles("label.en_AE", val("E2"))).containsExactly("Gamma");
    assertThat(titles("label.en_AE", val("L2"))).isEmpty();
    assertThat(titles("label.ar_AE", val("L2"))).containsExactly("Gamma");
  }

  @Test
  void operatorsCompare() {
    assertThat(titles("num", oper("$gt", 20))).containsExactly("alpha beta", "a.b*c", "delta");
    assertThat(titles("num", oper("$lt", 20))).containsExactly("Alpha", "beta");
    assertThat(titles("num", oper("$not", 20))).hasSize(5).doesNotContain("Gamma");
    assertThat(titles("title", oper("$gt", "beta"))).containsExactly("delta");
  }

  @Test
  void anUnknownOperatorIsEquality() {
    for (Object unknown : new Object[] {"$gte", "$regex", "nosuch", "", 5, null, doc()}) {
      assertThat(titles("num", doc("val", 20, "oper", unknown)))
          .as("%s", unknown)
          .containsExactly("Gamma");
    }
  }

  @Test
  void betweenIncludesBothEndsAndedAndOred() {
    assertThat(titles("num", between(10, 30))).containsExactly("beta", "Gamma", "alpha beta");
    assertThat(titles("num", between(10, 30), "flag", val(true))).containsExactly("Gamma");
    assertThat(titles("__OR:num", between(10, 20), "__OR:title", val("delta")))
        .containsExactly("beta", "Gamma", "delta");
    assertThat(titles("num", between(30, 10))).isEmpty();
    assertThat(titles("when", between(1_500_001_000, 1_500_002_000)))
        .containsExactly("beta", "Gamma");
  }

  @Test
  void attributesAreAndedAndTheOredOnesAreOneGroup() {
    assertThat(titles("title", val("Alpha"), "num", val(10))).isEmpty();
    assertThat(titles("__OR:title", val("Alpha"), "__OR:num", val(10)))
        .containsExactly("Alpha", "beta");
    assertThat(titles("__OR:title", val("Alpha"), "__OR:num", val(10), "flag", val(true)))
        .containsExactly("Alpha");
    assertThat(titles("__OR:title", val("Alpha"))).containsExactly("Alpha");
    assertThat(titles("__OR:num", oper("$gt", 40), "__OR:title", val("Alpha")))
        .containsExactly("Alpha", "delta");
    assertThat(titles("__OR:num", oper("$not", 20), "__OR:title", val("Alpha"))).hasSize(5);
  }

  @Test
  void attributesOfExtendedDocumentsCanBeAskedFor() {
    assertThat(titles("owner.email", val("ADMIN@LIMP.MASAAR.COM")))
        .containsExactly("Alpha", "beta", "Gamma");
    assertThat(titles("owner.email", val("nobody@example.com"))).isEmpty();
    assertThat(titles("peers.email", val("ANON@LIMP.MASAAR.COM"))).hasSize(6);
    assertThat(titles("owner.name", val("__ANON"))).containsExactly("alpha beta", "a.b*c", "delta");
    assertThat(titles("__OR:owner.email", val("ANON@LIMP.MASAAR.COM"), "__OR:title", val("Alpha")))
        .containsExactly("Alpha", "alpha beta", "a.b*c", "delta");
  }

  @Test
  void pathsLeadIntoFreeObjectsToAnyDepth() {
    assertThat(titles("meta.x", val(3))).containsExactly("alpha beta");
    assertThat(titles("meta.y.z", val(3))).containsExactly("alpha beta");
    assertThat(titles("meta.y.z", oper("$gt", 3))).containsExactly("a.b*c", "delta");
    assertThat(titles("meta.list", val(103))).containsExactly("alpha beta");
    assertThat(titles("meta.nosuch", val(1))).isEmpty();
  }

  @Test
  void falsyValuesAreComparedAsTheyAre() {
    assertThat(titles("num", val(0))).containsExactly("Alpha");
    assertThat(titles("flag", val(false))).containsExactly("beta", "alpha beta", "delta");
    assertThat(titles("title", val(""))).isEmpty();
    assertThat(titles("mail", val(null))).hasSize(6);
    assertThat(titles("title", val(null))).isEmpty();
    assertThat(titles("__OR:num", val(0), "__OR:num", val(0))).containsExactly("Alpha");
  }

  @Test
  void valuesOfAnotherTypeMatchNothing() {
    assertThat(titles("num", val("0"))).isEmpty();
    assertThat(titles("num", val(false))).isEmpty();
    assertThat(titles("flag", val(0))).isEmpty();
    assertThat(titles("flag", val("true"))).isEmpty();
    assertThat(titles("title", val(0))).isEmpty();
    assertThat(titles("title", val(doc("$gt", "")))).isEmpty();
    assertThat(titles("num", val(0.0))).containsExactly("Alpha");
  }

  @Test
  void timesAreQueriedByTheirSeconds() {
    assertThat(titles("when", val(1_500_001_000))).containsExactly("beta");
    assertThat(titles("when", val(1_500_001_000.0))).containsExactly("beta");
    assertThat(titles("when", oper("$gt", 1_500_003_000))).containsExactly("a.b*c", "delta");
    assertThat(titles("when", oper("$lt", 1_500_000_000.5))).containsExactly("Alpha");
    assertThat(titles("create_time", oper("$gt", 1_500_000_000))).hasSize(6);
  }

  @Test
  void limitAndSkipCutAPageOut() {
    assertThat(read("$limit", 2).each("title")).containsExactly("delta", "a.b*c");
    assertThat(read("$limit", 2).total()).isEqualTo(6);
    assertThat(read("$limit", 2).count()).isEqualTo(2);
    assertThat(read("$skip", 2, "$limit", 2).each("title")).containsExactly("alpha beta", "Gamma");
    assertThat(read("$skip", 4).each("title")).containsExactly("beta", "Alpha");
    assertThat(read("$limit", 0).count()).isEqualTo(6);
    Answer beyond = read("$skip", 100);
    assertThat(beyond.total()).isEqualTo(6);
    assertThat(beyond.count()).isZero();
    assertThat(beyond.docs()).isEmpty();
    assertThat(beyond.args()).containsEntry("groups", Map.of());
  }

  @Test
  void limitAndSkipThatAreNoCountsAreRefused() {
    for (Object bad : new Object[] {"2", -1, 1.5, null, true, List.of(), doc(), 1e300, 1L << 40}) {
      refused("$limit", bad);
      refused("$skip", bad);
    }
  }

  @Test
  void sortTakesSeveralKeys() {
    assertThat(read("$sort", doc("num", 1), "$limit", 3).each("num")).containsExactly(0L, 10L, 20L);
    assertThat(read("$sort", doc("num", -1), "$limit", 3).each("num"))
        .containsExactly(50L, 40L, 30L);
    assertThat(read("$sort", doc("flag", 1, "num", -1)).each("title"))
        .containsExactly("delta", "alpha beta", "beta", "a.b*c", "Gamma", "Alpha");
    assertThat(read("$sort", doc("meta.x", -1), "$limit", 1).each("title"))
        .containsExactly("delta");
    assertThat(read("$sort", doc("_id", 1), "$limit", 1).each("title")).containsExactly("Alpha");
    assertThat(read("$sort", doc("nosuch", 1)).count()).isEqualTo(6);
    assertThat(read("$sort", doc()).each("_id")).containsExactlyElementsOf(IDS.reversed());
  }

  @Test
  void sortThatIsNoneIsRefused() {
    for (Object bad :
        new Object[] {"num", 1, List.of("num"), null, doc("num", 2), doc("num", "1")}) {
      refused("$sort", bad);
    }
  }

  @Test
  void extnFalseLeavesIdsAsTheyAre() {
    Map<String, Object> note = read("$extn", false, "_id", val(IDS.getFirst())).doc();
    assertThat(note).containsEntry("owner", ADMIN).containsEntry("peers", List.of(ADMIN, ANON));
  }

  @Test
  void softOnAReadMeansNothing() {
    assertThat(read("$soft", true).count()).isEqualTo(6);
  }

  @Test
  void whatCannotBeAskedForIsIgnoredInARead() {
    assertThat(read("nosuch", val(1)).total()).isEqualTo(6);
    assertThat(read("nosuch.x", val(1)).total()).isEqualTo(6);
    assertThat(read("owner.nosuch", val(1)).total()).isEqualTo(6);
    assertThat(read("title", doc()).total()).isEqualTo(6);
    assertThat(read("title", "Alpha").total()).isEqualTo(6);
    assertThat(read("title", null).total()).isEqualTo(6);
    assertThat(read("title", List.of("Alpha")).total()).isEqualTo(6);
    assertThat(read("$nosuch", 1).total()).isEqualTo(6);
    assertThat(read("", val(1)).total()).isEqualTo(6);
    assertThat(read(".", val(1)).total()).isEqualTo(6);
    assertThat(read("__OR:", val(1)).total()).isEqualTo(6);
    assertThat(read("__OR:nosuch", val(1)).total()).isEqualTo(6);
  }

  @Test
  void whatCannotBeAskedForIsRefusedWhereDocumentsAreChanged() {
    String id = admin.call("item/create", query(), doc("name", "safe", "num", 1)).id();
    for (String endpoint : new String[] {"item/update", "item/delete"}) {
      for (Map<String, Object> more :
          List.of(
              query("nosuch", val(1)),
              query("name.x", val(1)),
              query("name", doc()),
              query("name", "safe"),
              query("__OR:nosuch", val(1)))) {
        Map<String, Object> query = byId(id);
        query.putAll(more);
        admin.call(endpoint, query, doc("num", 2)).expect(400, "SPIKE_ITEM_INVALID_QUERY");
      }
    }
    assertThat(admin.call("item/read", byId(id)).doc()).containsEntry("num", 1L);
  }

  @Test
  void anUpdateOrDeleteWithoutAnIdTouchesNothing() {
    String id = admin.call("item/create", query(), doc("name", "untouched", "num", 1)).id();
    long total = admin.call("item/read").total();
    for (String endpoint : new String[] {"item/update", "item/delete"}) {
      for (Object nothing :
          new Object[] {doc(), val(""), val(null), val(List.of()), "x", null, List.of(), 0}) {
        admin
            .call(endpoint, query("_id", nothing), doc("num", 2))
            .expect(400, "BASE_MODULE_MODULE_MISSING_ATTR");
      }
      for (Object none : new Object[] {"zzz", 0, false, doc("$gt", ""), List.of("zzz"), 1.5}) {
        Answer answer = admin.call(endpoint, query("_id", val(none)), doc("num", 2));
        assertThat(answer.status()).as("%s %s", endpoint, none).isIn(200, 400);
        assertThat(answer.count()).isLessThanOrEqualTo(0);
      }
      admin.call(endpoint, query("__OR:_id", val(id)), doc("num", 2)).expect(400);
    }
    assertThat(admin.call("item/read").total()).isEqualTo(total);
    assertThat(admin.call("item/read", byId(id)).doc()).containsEntry("num", 1L);
  }

  @Test
  void theIdOfAnUpdateAndMoreConditionsMustAllHold() {
    String id = admin.call("item/create", query(), doc("name", "both", "num", 1)).id();
    assertThat(
            admin
                .call("item/update", query("_id", val(id), "num", val(2)), doc("num", 3))
                .expect(200)
                .count())
        .isZero();
    assertThat(
            admin
                .call("item/update", query("_id", val(id), "num", val(1)), doc("num", 3))
                .expect(200)
                .count())
        .isEqualTo(1);
  }

  @Test
  void theIdOfAnUpdateIsEqualityWhateverOperatorComesWithIt() {
    String id = admin.call("item/create", query(), doc("name", "oper", "num", 1)).id();
    long total = admin.call("item/read").total();
    for (Object term :
        List.of(
            oper("$not", "5c4b0f0f0f0f0f0f0f0f0f0f"),
            oper("$gt", "000000000000000000000000"),
            doc("val", "0", "strict", false),
            between("000000000000000000000000", "ffffffffffffffffffffffff"))) {
      Answer answer = admin.call("item/delete", query("_id", term));
      assertThat(answer.status() == 400 || answer.count() == 0)
          .as("%s answered %s", term, answer)
          .isTrue();
    }
    assertThat(admin.call("item/read").total()).isEqualTo(total);
    admin.call("item/delete", byId(id)).expect(200);
  }

  @Test
  void onlyTheAskedLocalesCount() {
    admin
        .call("blog_cat/create", query(), doc("title", locales("T"), "desc", locales("D")))
        .expect(200);
    assertThat(admin.call("blog_cat/read", query("title.fr_FR", val("T"))).total()).isZero();
  }
}
