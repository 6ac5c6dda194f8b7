package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Query.Op;
import io.limp.api.Secret;
import io.limp.api.Sort;
import io.limp.api.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every driver must find: each operator against each kind of value. Documents are told apart
 * by the attribute {@code is}; an answer is written as their names, sorted.
 */
abstract class QueryContract {
  private static final Id ACTOR = new Id(1, 1);
  private static final Id ANN = Id.of("aaaaaaaaaaaaaaaaaaaaaaaa");
  private static final Id BOB = Id.of("bbbbbbbbbbbbbbbbbbbbbbbb");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

  private static final Map<String, AttrType<?>> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("is", new AttrType.Str());
    TYPES.put("text", new AttrType.Str());
    TYPES.put("number", new AttrType.Int());
    TYPES.put("decimal", new AttrType.Decimal());
    TYPES.put("flag", new AttrType.Bool());
    TYPES.put("owner", new AttrType.IdType());
    TYPES.put("at", new AttrType.Datetime());
    TYPES.put("any", new AttrType.Any());
    TYPES.put("meta", new AttrType.Dict());
    TYPES.put("title", new AttrType.Locale());
    TYPES.put("tags", new AttrType.ListOf<>(new AttrType.Str()));
    TYPES.put("friends", new AttrType.ListOf<>(new AttrType.IdType()));
    TYPES.put("scores", new AttrType.ListOf<>(new AttrType.Int()));
    TYPES.put("lines", new AttrType.ListOf<>(new AttrType.Dict()));
    TYPES.put("token", new AttrType.SecretType());
    TYPES.put("access", new AttrType.AccessType());
  }

  @TempDir Path folder;
  private Data data;
  private int made;

  abstract Data open(Path folder);

  @BeforeEach
  void openDatabase() {
    data = open(folder);
    data.define(
        List.of(
            new CollectionSpec(
                "things",
                TYPES,
                List.of(),
                List.of(List.of("text"), List.of("number"), List.of("title.en_AE")))));
  }

  @AfterEach
  void closeDatabase() {
    data.close();
  }

  private void thing(String name, Object... attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("_id", id(++made));
    values.put("is", name);
    for (int i = 0; i < attrs.length; i += 2) {
      values.put((String) attrs[i], attrs[i + 1]);
    }
    data.write(ACTOR, List.of(new Write.Insert("things", new Doc(values))));
  }

  private static Id id(int number) {
    return new Id(0x7000_0000_0000_0000L, number);
  }

  private String found(Query query) {
    Docs docs = data.read("things", Find.where(query));
    assertThat(docs.total()).isEqualTo(docs.list().size());
    return String.join(" ", names(docs).stream().sorted().toList());
  }

  private static List<String> names(Docs docs) {
    List<String> names = new ArrayList<>();
    docs.forEach(doc -> names.add((String) doc.values().get("is")));
    return names;
  }

  private static Query compare(String path, Op op, Object plain) {
    return new Query.Compare(path, op, new Value.Constant<>(plain));
  }

  private static Query eq(String path, Object plain) {
    return compare(path, Op.EQ, plain);
  }

  private static Query ne(String path, Object plain) {
    return compare(path, Op.NE, plain);
  }

  private static Query between(String path, Object low, Object high) {
    return new Query.Between(path, new Value.Constant<>(low), new Value.Constant<>(high));
  }

  private static Query in(String path, Object... plain) {
    return new Query.In(path, List.of(plain));
  }

  private static Query contains(String path, String text) {
    return new Query.Contains(path, text);
  }

  // Texts

  private void texts() {
    thing("a", "text", "a");
    thing("b", "text", "b");
    thing("c", "text", "c");
    thing("null", "text", null);
    thing("none");
  }

  @Test
  void aTextIsComparedByItsCodePoints() {
    texts();
    assertThat(found(eq("text", "b"))).isEqualTo("b");
    assertThat(found(eq("text", "B"))).isEmpty();
    assertThat(found(compare("text", Op.GT, "a"))).isEqualTo("b c");
    assertThat(found(compare("text", Op.GTE, "b"))).isEqualTo("b c");
    assertThat(found(compare("text", Op.LT, "b"))).isEqualTo("a");
    assertThat(found(compare("text", Op.LTE, "b"))).isEqualTo("a b");
    assertThat(found(between("text", "a", "b"))).isEqualTo("a b");
    assertThat(found(in("text", "a", "c", "x"))).isEqualTo("a c");
  }

  @Test
  void notEqualIsTheOppositeOfEqual() {
    texts();
    assertThat(found(ne("text", "b"))).isEqualTo("a c none null");
    assertThat(found(ne("text", 1L))).isEqualTo("a b c none null");
    assertThat(found(ne("text", null))).isEqualTo("a b c");
  }

  @Test
  void aMissingValueEqualsNull() {
    texts();
    assertThat(found(eq("text", null))).isEqualTo("none null");
    assertThat(found(eq("any", null))).isEqualTo("a b c none null");
    assertThat(found(eq("unheard_of", null))).isEqualTo("a b c none null");
  }

  @Test
  void noOrderHoldsForNull() {
    texts();
    for (Op op : List.of(Op.GT, Op.GTE, Op.LT, Op.LTE)) {
      assertThat(found(compare("text", op, null))).isEmpty();
    }
    assertThat(found(between("text", null, "z"))).isEmpty();
    assertThat(found(compare("any", Op.LTE, "z"))).isEmpty();
  }

  @Test
  void aValueOfAnotherKindIsNeverEqualGreaterOrLess() {
    thing("text", "text", "5", "any", "5");
    thing("number", "number", 5L, "any", 5L);
    for (Op op : List.of(Op.EQ, Op.GT, Op.GTE, Op.LT, Op.LTE)) {
      assertThat(found(compare("text", op, 5L))).isEmpty();
      assertThat(found(compare("number", op, "5"))).isEmpty();
    }
    assertThat(found(eq("any", 5L))).isEqualTo("number");
    assertThat(found(eq("any", "5"))).isEqualTo("text");
    assertThat(found(compare("any", Op.GTE, 0L))).isEqualTo("number");
    assertThat(found(compare("any", Op.GTE, ""))).isEqualTo("text");
    assertThat(found(compare("any", Op.LTE, 9L))).isEqualTo("number");
    assertThat(found(compare("any", Op.LTE, "9"))).isEqualTo("text");
    assertThat(found(between("any", 0L, "9"))).isEmpty();
    assertThat(found(in("any", 5L, "6"))).isEqualTo("number");
  }

  // Numbers

  @Test
  void numbersAreComparedByValueWhateverTheirJavaType() {
    thing("one", "number", 1L, "decimal", 1.0);
    thing("two", "number", 2L, "decimal", 2.5);
    thing("big", "number", Long.MAX_VALUE, "decimal", 1e300);
    thing("small", "number", Long.MIN_VALUE, "decimal", 0.1);
    assertThat(found(eq("number", 1.0))).isEqualTo("one");
    assertThat(found(eq("decimal", 1L))).isEqualTo("one");
    assertThat(found(eq("number", Long.MAX_VALUE))).isEqualTo("big");
    assertThat(found(eq("number", Long.MAX_VALUE - 1))).isEmpty();
    assertThat(found(eq("decimal", 0.1))).isEqualTo("small");
    assertThat(found(compare("decimal", Op.GT, 1L))).isEqualTo("big two");
    assertThat(found(compare("number", Op.LT, 1.5))).isEqualTo("one small");
    assertThat(found(between("number", 1L, 2L))).isEqualTo("one two");
    assertThat(found(between("decimal", 1L, 2.5))).isEqualTo("one two");
    assertThat(found(in("decimal", 2.5, 1L))).isEqualTo("one two");
  }

  // Booleans

  @Test
  void trueIsNotOne() {
    thing("yes", "flag", true, "any", true, "meta", Map.of("x", true));
    thing("no", "flag", false, "any", false, "meta", Map.of("x", false));
    thing("one", "any", 1L, "meta", Map.of("x", 1L));
    thing("zero", "any", 0L, "meta", Map.of("x", 0L));
    thing("ones", "any", List.of(1L));
    thing("yeses", "any", List.of(true));
    assertThat(found(eq("flag", true))).isEqualTo("yes");
    assertThat(found(eq("flag", false))).isEqualTo("no");
    assertThat(found(eq("flag", 1L))).isEmpty();
    assertThat(found(eq("any", true))).isEqualTo("yes yeses");
    assertThat(found(eq("any", 1L))).isEqualTo("one ones");
    assertThat(found(in("any", true, "x"))).isEqualTo("yes yeses");
    assertThat(found(in("any", 1L, 7L))).isEqualTo("one ones");
    assertThat(found(in("any", 1L, true))).isEqualTo("one ones yes yeses");
    assertThat(found(eq("meta.x", true))).isEqualTo("yes");
    assertThat(found(eq("meta.x", 0L))).isEqualTo("zero");
    assertThat(found(compare("flag", Op.GTE, false))).isEmpty();
    assertThat(found(compare("any", Op.GT, false))).isEmpty();
    assertThat(found(compare("any", Op.GTE, 0L))).isEqualTo("one ones zero");
    assertThat(found(ne("flag", true))).isEqualTo("no one ones yeses zero");
  }

  // Ids, moments, secrets

  @Test
  void idsAreComparedWithIds() {
    thing("ann", "owner", ANN);
    thing("bob", "owner", BOB);
    assertThat(found(eq("owner", ANN))).isEqualTo("ann");
    assertThat(found(eq("owner", ANN.toString()))).isEmpty();
    assertThat(found(in("owner", ANN, BOB))).isEqualTo("ann bob");
    assertThat(found(compare("owner", Op.GT, ANN))).isEqualTo("bob");
    assertThat(found(contains("owner", "aaa"))).isEmpty();
  }

  @Test
  void theIdOfTheDocumentIsComparedLikeAnyOther() {
    thing("1");
    thing("2");
    thing("3");
    assertThat(found(eq("_id", id(2)))).isEqualTo("2");
    assertThat(found(ne("_id", id(2)))).isEqualTo("1 3");
    assertThat(found(compare("_id", Op.GT, id(1)))).isEqualTo("2 3");
    assertThat(found(compare("_id", Op.LTE, id(2)))).isEqualTo("1 2");
    assertThat(found(between("_id", id(2), id(9)))).isEqualTo("2 3");
    assertThat(found(in("_id", id(3), id(1), "x"))).isEqualTo("1 3");
    assertThat(found(eq("_id", id(2).toString()))).isEmpty();
    assertThat(found(eq("_id", 2L))).isEmpty();
    assertThat(found(eq("_id", null))).isEmpty();
    assertThat(found(ne("_id", null))).isEqualTo("1 2 3");
    assertThat(found(contains("_id", "7"))).isEmpty();
  }

  @Test
  void momentsAreNumbersOfMilliseconds() {
    thing("noon", "at", NOON);
    thing("later", "at", NOON.plusMillis(1));
    assertThat(found(eq("at", NOON))).isEqualTo("noon");
    assertThat(found(eq("at", NOON.toEpochMilli()))).isEqualTo("noon");
    assertThat(found(compare("at", Op.GT, NOON))).isEqualTo("later");
    assertThat(found(between("at", NOON, NOON.plusSeconds(1)))).isEqualTo("later noon");
    assertThat(found(eq("at", NOON.toString()))).isEmpty();
  }

  @Test
  void onlyASecretEqualsASecret() {
    thing("mine", "token", Secret.of("hush"));
    assertThat(found(eq("token", Secret.of("hush")))).isEqualTo("mine");
    assertThat(found(eq("token", "hush"))).isEmpty();
    assertThat(found(contains("token", "hu"))).isEmpty();
    assertThat(found(compare("token", Op.GT, "a"))).isEmpty();
    assertThat(found(in("token", "hush"))).isEmpty();
    assertThat(found(in("token", Secret.of("hush"), Secret.of("other")))).isEqualTo("mine");
  }

  // Lists

  private void lists() {
    thing("ab", "tags", List.of("a", "b"), "scores", List.of(1L, 20L), "any", List.of("a", "b"));
    thing("b", "tags", List.of("b"), "scores", List.of(5L), "any", List.of("b"));
    thing("empty", "tags", List.of(), "scores", List.of(), "any", List.of());
    thing("null", "tags", null, "scores", null, "any", null);
    thing("none");
  }

  @Test
  void aListAttributeIsComparedMemberByMember() {
    lists();
    for (String path : List.of("tags", "any")) {
      assertThat(found(eq(path, "a"))).isEqualTo("ab");
      assertThat(found(eq(path, "b"))).isEqualTo("ab b");
      assertThat(found(ne(path, "a"))).isEqualTo("b empty none null");
      assertThat(found(compare(path, Op.LT, "b"))).isEqualTo("ab");
      assertThat(found(compare(path, Op.GTE, "b"))).isEqualTo("ab b");
      assertThat(found(in(path, "a", "x"))).isEqualTo("ab");
      assertThat(found(eq(path, 1L))).isEmpty();
      assertThat(found(eq(path, null))).isEqualTo("none null");
      assertThat(found(contains(path, "A"))).isEqualTo("ab");
    }
    assertThat(found(compare("scores", Op.GT, 4L))).isEqualTo("ab b");
    assertThat(found(compare("scores", Op.GT, 5L))).isEqualTo("ab");
    assertThat(found(in("scores", 5L, 20L))).isEqualTo("ab b");
  }

  @Test
  void oneMemberAloneMustLieBetweenTheEnds() {
    lists();
    assertThat(found(between("scores", 4L, 6L))).isEqualTo("b");
    assertThat(found(between("scores", 1L, 6L))).isEqualTo("ab b");
  }

  @Test
  void aListEqualsAListOfTheSameMembersInTheSameOrder() {
    lists();
    for (String path : List.of("tags", "any")) {
      assertThat(found(eq(path, List.of("a", "b")))).isEqualTo("ab");
      assertThat(found(eq(path, List.of("b", "a")))).isEmpty();
      assertThat(found(eq(path, List.of()))).isEqualTo("empty");
      assertThat(found(ne(path, List.of("b")))).isEqualTo("ab empty none null");
      assertThat(found(in(path, List.of("b"), "a"))).isEqualTo("ab b");
    }
  }

  @Test
  void aListOfIdsHoldsIds() {
    thing("ann", "friends", List.of(ANN));
    thing("both", "friends", List.of(ANN, BOB));
    assertThat(found(eq("friends", BOB))).isEqualTo("both");
    assertThat(found(in("friends", ANN, BOB))).isEqualTo("ann both");
    assertThat(found(eq("friends", List.of(ANN)))).isEqualTo("ann");
    assertThat(found(eq("friends", ANN.toString()))).isEmpty();
  }

  @Test
  void aMemberMayBeNullOrAListItself() {
    thing("null", "any", Arrays.asList("a", null));
    thing("lists", "any", List.of(List.of("a"), List.of("b")));
    assertThat(found(eq("any", null))).isEqualTo("null");
    assertThat(found(eq("any", List.of("a")))).isEqualTo("lists");
    assertThat(found(eq("any", "b"))).isEmpty();
  }

  // Objects and paths

  @Test
  void objectsAreEqualWhateverTheOrderOfTheirKeys() {
    Map<String, Object> there = new LinkedHashMap<>();
    there.put("x", 1L);
    there.put("y", List.of(true, "é"));
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("y", List.of(true, "é"));
    asked.put("x", 1L);
    thing("object", "meta", there);
    thing("text", "any", "{\"x\":1}");
    assertThat(found(eq("meta", asked))).isEqualTo("object");
    assertThat(found(eq("meta", Map.of("x", 1L)))).isEmpty();
    assertThat(found(eq("any", Map.of("x", 1L)))).isEmpty();
    assertThat(found(eq("meta", "x"))).isEmpty();
    assertThat(found(eq("meta", 1L))).isEmpty();
  }

  @Test
  void aPathLeadsIntoObjectsAtAnyDepth() {
    thing("deep", "meta", Map.of("y", Map.of("z", "here")), "title", Map.of("en_AE", "Hello"));
    thing("flat", "meta", Map.of("y", "here"), "title", Map.of("ar_AE", "مرحبا"));
    thing("none");
    assertThat(found(eq("meta.y.z", "here"))).isEqualTo("deep");
    assertThat(found(eq("meta.y", "here"))).isEqualTo("flat");
    assertThat(found(eq("meta.y.z", null))).isEqualTo("flat none");
    assertThat(found(eq("title.en_AE", "Hello"))).isEqualTo("deep");
    assertThat(found(eq("title.en_AE", null))).isEqualTo("flat none");
    assertThat(found(contains("title.ar_AE", "رحب"))).isEqualTo("flat");
    thing("emoji", "meta", Map.of("😀", "é😀"));
    assertThat(found(eq("meta.😀", "é😀"))).isEqualTo("emoji");
    assertThat(found(eq("text.x", null))).isEqualTo("deep emoji flat none");
    assertThat(found(eq("meta.it's odd?", null))).isEqualTo("deep emoji flat none");
  }

  @Test
  void aPathEntersListsOfObjects() {
    thing("pen", "lines", List.of(Map.of("sku", "pen", "n", 2L), Map.of("sku", "ink", "n", 9L)));
    thing(
        "cap",
        "lines",
        List.of(Map.of("sku", "cap")),
        "meta",
        Map.of("l", List.of(Map.of("k", Map.of("v", 1L)), "x")));
    thing("empty", "lines", List.of());
    thing("none");
    assertThat(found(eq("lines.sku", "ink"))).isEqualTo("pen");
    assertThat(found(ne("lines.sku", "ink"))).isEqualTo("cap empty none");
    assertThat(found(compare("lines.n", Op.GT, 5L))).isEqualTo("pen");
    assertThat(found(in("lines.sku", "ink", "cap"))).isEqualTo("cap pen");
    assertThat(found(contains("lines.sku", "EN"))).isEqualTo("pen");
    assertThat(found(eq("lines.n", null))).isEqualTo("cap empty none");
    assertThat(found(eq("meta.l.k.v", 1L))).isEqualTo("cap");
  }

  @Test
  void aPathLeadsIntoAnAccess() {
    thing("all", "access", Map.of("anon", true, "users", List.of(), "groups", List.of()));
    thing("bob", "access", Map.of("anon", false, "users", List.of(BOB), "groups", List.of(ANN)));
    assertThat(found(eq("access.anon", true))).isEqualTo("all");
    assertThat(found(eq("access.users", BOB))).isEqualTo("bob");
    assertThat(found(in("access.groups", BOB, ANN))).isEqualTo("bob");
  }

  @Test
  void aPathThatNoDatabaseCanQuoteIsRefused() {
    for (String path : List.of("", ".", "a..b", "a\"b", "a\\b", "a\0b", "any.\n")) {
      assertThatThrownBy(() -> found(eq(path, "x")))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  // Contains

  @Test
  void containsFoldsTheLettersOfAllScripts() {
    thing("de", "text", "GRÖẞE");
    thing("gr", "text", "ΟΔΥΣΣΕΥΣ");
    thing("ru", "text", "Москва");
    thing("pattern", "text", "100%_[a-z]*.(x)");
    thing("number", "any", 100L);
    assertThat(found(contains("text", "größe"))).isEqualTo("de");
    assertThat(found(contains("text", "οδυσσευς"))).isEqualTo("gr");
    assertThat(found(contains("text", "МОСК"))).isEqualTo("ru");
    assertThat(found(contains("text", "%_[A-Z]*.("))).isEqualTo("pattern");
    assertThat(found(contains("text", ""))).isEqualTo("de gr pattern ru");
    assertThat(found(contains("text", "x%"))).isEmpty();
    assertThat(found(contains("any", "100"))).isEmpty();
    assertThat(found(contains("is", "NUMB"))).isEqualTo("number");
  }

  @Test
  void containsLooksIntoAllLanguagesOfAText() {
    Map<String, Object> title = new LinkedHashMap<>();
    title.put("ar_AE", "مرحبا");
    title.put("en_AE", "Hello");
    thing("hello", "title", title);
    thing("none");
    assertThat(found(contains("title", "HELL"))).isEqualTo("hello");
    assertThat(found(contains("title", "مرحبا"))).isEqualTo("hello");
    assertThat(found(contains("title", "en_AE"))).isEmpty();
    assertThat(found(eq("title", "Hello"))).isEmpty();
    assertThat(found(eq("title", title))).isEqualTo("hello");
  }

  // And, or

  @Test
  void conditionsAreJoined() {
    texts();
    Query a = eq("text", "a");
    Query b = eq("text", "b");
    assertThat(found(new Query.Or(List.of(a, b)))).isEqualTo("a b");
    assertThat(found(new Query.And(List.of(a, b)))).isEmpty();
    assertThat(found(new Query.And(List.of(ne("text", "a"), ne("text", null))))).isEqualTo("b c");
    assertThat(found(new Query.Or(List.of(a, new Query.And(List.of(b, eq("is", "b")))))))
        .isEqualTo("a b");
    assertThat(found(Query.everything())).isEqualTo("a b c none null");
    assertThat(found(Query.nothing())).isEmpty();
    assertThat(found(in("text"))).isEmpty();
  }

  @Test
  void aConditionMayHaveThousandsOfParts() {
    texts();
    List<Query> parts = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      parts.add(eq("text", "x" + i));
    }
    parts.add(eq("text", "c"));
    assertThat(found(new Query.Or(parts))).isEqualTo("c");
  }

  @Test
  void aQueryThatIsNotBoundIsABug() {
    assertThatThrownBy(() -> found(new Query.Granted("access")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> found(new Query.Compare("owner", Op.EQ, new Value.Me())))
        .isInstanceOf(IllegalStateException.class);
  }

  // Order and page

  private List<String> sorted(int skip, int limit, Sort... keys) {
    Find find = Find.where(Query.everything()).sorted(keys).skip(skip);
    return names(data.read("things", limit < 0 ? find : find.limit(limit)));
  }

  @Test
  void withoutAKeyTheNewestComeFirst() {
    texts();
    assertThat(sorted(0, -1)).containsExactly("none", "null", "c", "b", "a");
  }

  @Test
  void idsAreOrderedAsUnsignedBytes() {
    data.write(
        ACTOR,
        List.of(
            new Write.Insert("things", new Doc(Map.of("_id", new Id(-1, -1), "is", "high"))),
            new Write.Insert("things", new Doc(Map.of("_id", new Id(1, 1), "is", "low"))),
            new Write.Insert("things", new Doc(Map.of("_id", new Id(1, -1), "is", "middle")))));
    assertThat(sorted(0, -1)).containsExactly("high", "middle", "low");
    assertThat(sorted(0, -1, new Sort("_id", false))).containsExactly("low", "middle", "high");
  }

  @Test
  void missingValuesComeFirstAndTiesAreNewestFirst() {
    thing("a1", "text", "a", "number", 1L);
    thing("a2", "text", "a", "number", 2L);
    thing("null", "text", null);
    thing("b", "text", "b", "number", 1L);
    thing("none");
    assertThat(sorted(0, -1, new Sort("text", false)))
        .containsExactly("none", "null", "a2", "a1", "b");
    assertThat(sorted(0, -1, new Sort("text", true)))
        .containsExactly("b", "a2", "a1", "none", "null");
    assertThat(sorted(0, -1, new Sort("number", false), new Sort("text", true)))
        .containsExactly("none", "null", "b", "a1", "a2");
  }

  @Test
  void aPageKnowsTheTotal() {
    texts();
    assertThat(sorted(1, 2)).containsExactly("null", "c");
    for (int skip = 0; skip < 7; skip++) {
      for (int limit = -1; limit < 7; limit++) {
        Find find =
            new Find(
                ne("text", "a"),
                List.of(),
                skip,
                limit < 0 ? OptionalInt.empty() : OptionalInt.of(limit),
                Query.everything(),
                Find.Options.DEFAULT);
        Docs docs = data.read("things", find);
        assertThat(docs.total()).isEqualTo(4);
        int left = Math.max(0, 4 - skip);
        assertThat(docs.list()).hasSize(limit < 0 ? left : Math.min(left, limit));
      }
    }
  }
}
