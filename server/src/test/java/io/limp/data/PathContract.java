package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Query.Op;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists, objects, and the paths that lead into them. */
abstract class PathContract extends AskContract {
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
  void aListEqualsAnotherOfItsStoredForms() {
    thing("ann", "friends", List.of(ANN));
    thing("noon", "times", List.of(NOON));
    String text = ANN.toString();
    double millis = NOON.toEpochMilli();
    assertThat(found(eq("friends", List.of(text)))).isEqualTo("ann");
    assertThat(found(ne("friends", List.of(text.toUpperCase(Locale.ROOT))))).isEqualTo("ann noon");
    assertThat(found(in("friends", List.of(text.toUpperCase(Locale.ROOT)), BOB))).isEmpty();
    assertThat(found(eq("times", List.of(millis)))).isEqualTo("noon");
    assertThat(found(in("times", List.of(millis), 1L))).isEqualTo("noon");
    assertThat(found(eq("times", List.of(millis + 0.5)))).isEmpty();
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
  void aNumberInAPathIsAKeyAndNotAPlaceInAList() {
    thing("keys", "lines", List.of(Map.of(), Map.of("0", "pen", "1", List.of(5L))));
    thing("places", "lines", List.of(List.of("pen", 5L)), "any", List.of("pen", 5L));
    thing("object", "any", Map.of("0", "pen", "1", 5L));
    assertThat(found(eq("lines.0", "pen"))).isEqualTo("keys");
    assertThat(found(ne("lines.0", "pen"))).isEqualTo("object places");
    assertThat(found(compare("lines.0", Op.GT, "p"))).isEqualTo("keys");
    assertThat(found(between("lines.1", 4L, 6L))).isEqualTo("keys");
    assertThat(found(in("lines.1", 5L))).isEqualTo("keys");
    assertThat(found(contains("lines.0", "PE"))).isEqualTo("keys");
    assertThat(found(eq("any.0", "pen"))).isEqualTo("object");
    assertThat(found(eq("any.1", 5L))).isEqualTo("object");
  }

  @Test
  void whatIsSoughtIsAMemberAndNoMemberOfAMember() {
    thing("lists", "lines", List.of(List.of("a", ANN.toString()), List.of("b")));
    thing("flat", "any", List.of("a"));
    thing("deep", "any", List.of(List.of("a")), "meta", Map.of("l", List.of(List.of("a"))));
    assertThat(found(in("lines", "a", "b"))).isEmpty();
    assertThat(found(in("lines", ANN.toString()))).isEmpty();
    assertThat(found(in("lines", List.of("b"), "x"))).isEqualTo("lists");
    assertThat(found(in("any", "a"))).isEqualTo("flat");
    assertThat(found(in("any", "a", List.of("a")))).isEqualTo("deep flat");
    assertThat(found(in("meta.l", "a", "b"))).isEmpty();
    assertThat(found(ne("any", "a"))).isEqualTo("deep lists");
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
}
