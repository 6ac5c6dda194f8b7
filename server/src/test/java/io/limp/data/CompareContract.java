package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Query.Op;
import io.limp.api.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each operator against each kind of value. */
abstract class CompareContract extends AskContract {
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
}
