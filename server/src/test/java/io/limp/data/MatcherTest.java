package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.GeoPoint;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Query.Op;
import io.limp.api.Secret;
import io.limp.api.Sort;
import io.limp.api.Value;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the contracts of conditions ({@link AskContract}) do not ask of the matcher. */
class MatcherTest {
  private static final Map<String, AttrType<?>> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("text", new AttrType.Str());
    TYPES.put("title", new AttrType.Locale());
    TYPES.put("tags", new AttrType.ListOf<>(new AttrType.Str()));
    TYPES.put("number", new AttrType.Int());
    TYPES.put("home", new AttrType.Geo());
    TYPES.put("any", new AttrType.Any());
    TYPES.put("token", new AttrType.SecretType());
    TYPES.put("tokens", new AttrType.ListOf<>(new AttrType.SecretType()));
  }

  private static Doc doc(Object... attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("_id", new Id(1, 1));
    for (int i = 0; i < attrs.length; i += 2) {
      values.put((String) attrs[i], attrs[i + 1]);
    }
    return new Doc(values);
  }

  private static boolean holds(Query query, Object... attrs) {
    return Matcher.of(query, TYPES).holds(doc(attrs));
  }

  private static Query eq(String path, Object plain) {
    return new Query.Compare(path, Op.EQ, new Value.Constant<>(plain));
  }

  private static Query search(String text) {
    return new Query.Search(List.of("text", "title", "tags"), text);
  }

  private static Query matches(String path, String pattern) {
    return new Query.Matches(path, pattern);
  }

  private static Query near(double longitude, double latitude, double meters) {
    return new Query.Near("home", new GeoPoint(longitude, latitude), meters);
  }

  private static Map<String, Object> point(Object... coordinates) {
    return Map.of("type", "Point", "coordinates", List.of(coordinates));
  }

  @Test
  void notIsTheExactOpposite() {
    Query greater = new Query.Compare("number", Op.GT, new Value.Constant<>(5L));
    assertThat(holds(greater.negated(), "number", 6L)).isFalse();
    assertThat(holds(greater.negated(), "number", 5L)).isTrue();
    assertThat(holds(greater.negated(), "number", null)).isTrue();
    assertThat(holds(greater.negated())).isTrue();
    assertThat(holds(greater.negated().negated(), "number", 6L)).isTrue();
    assertThat(holds(Query.everything().negated())).isFalse();
  }

  @Test
  void numbersBeyondTwoToThe53AreComparedExactly() {
    long odd = (1L << 53) + 1;
    assertThat(holds(eq("any", odd - 1.0), "any", odd)).isFalse();
    assertThat(holds(eq("any", List.of(odd - 1.0)), "any", List.of(odd))).isFalse();
    assertThat(holds(eq("any", 0x1p62), "any", 1L << 62)).isTrue();
    assertThat(PlainValues.compare(Long.MAX_VALUE, 0x1p63)).isNegative();
    assertThat(PlainValues.compare(0x1p63, Long.MAX_VALUE)).isPositive();
    assertThat(PlainValues.compare(Long.MIN_VALUE, -0x1p63)).isZero();
    assertThat(PlainValues.compare(Long.MIN_VALUE, -1e300)).isPositive();
    assertThat(PlainValues.compare(-1L, -0.5)).isNegative();
    assertThat(PlainValues.compare(-1L, -1.5)).isPositive();
    assertThat(PlainValues.compare(0L, -0.0)).isZero();
    assertThat(PlainValues.compare(-0.0, 0.0)).isZero();
  }

  @Test
  void textsAreComparedByCodePointsRatherThanUtf16() {
    assertThat(PlainValues.compare("\uFFFD", "😀")).isNegative();
    assertThat(PlainValues.compare("a😀", "a\uE000")).isPositive();
    assertThat(PlainValues.compare("😀a", "😀b")).isNegative();
    assertThat(PlainValues.compare("a", "ab")).isNegative();
    assertThat(PlainValues.compare("", "")).isZero();
  }

  @Test
  void whereTheSchemaLeavesItOpenAnIdIsItsText() {
    Id id = Id.of("aaaaaaaaaaaaaaaaaaaaaaaa");
    for (Object stored : List.of(id, id.toString())) {
      for (Object sought : List.of(id, id.toString())) {
        assertThat(holds(eq("any", sought), "any", stored)).isTrue();
        assertThat(holds(new Query.In("any", List.of(sought, 1L)), "any", stored)).isTrue();
        assertThat(holds(eq("any", List.of(sought)), "any", List.of(stored))).isTrue();
        assertThat(holds(eq("any", Map.of("k", sought)), "any", Map.of("k", stored))).isTrue();
        assertThat(holds(new Query.Contains("any", "AAA"), "any", stored)).isTrue();
      }
    }
    assertThat(holds(eq("_id", new Id(1, 1)))).isTrue();
    assertThat(holds(eq("_id", new Id(1, 1).toString()))).isFalse();
  }

  @Test
  void aMomentIsItsMillisecondsWhereverItStands() {
    Instant moment = Instant.ofEpochMilli(1);
    assertThat(holds(eq("any", 1L), "any", moment)).isTrue();
    assertThat(holds(eq("any", moment), "any", 1.0)).isTrue();
    assertThat(holds(eq("any", Map.of("k", List.of(1L))), "any", Map.of("k", List.of(moment))))
        .isTrue();
  }

  @Test
  void halfASurrogatePairIsAQuestionMark() {
    assertThat(holds(eq("any", "a\uD83D"), "any", "a?")).isTrue();
    assertThat(holds(eq("token", Secret.of("\uD83D")), "token", Secret.of("?"))).isTrue();
    assertThat(holds(new Query.Contains("any", "\uD83D"), "any", "😀")).isFalse();
  }

  @Test
  void noListEqualsAListOfSecrets() {
    List<Object> secrets = List.of(Secret.of("hush"));
    assertThat(holds(eq("tokens", List.of("hush")), "tokens", secrets)).isFalse();
    assertThat(holds(eq("tokens", "hush"), "tokens", secrets)).isFalse();
    assertThat(holds(eq("tokens", Secret.of("hush")), "tokens", secrets)).isTrue();
    assertThat(holds(search("hush"), "text", Secret.of("hush"))).isFalse();
    assertThat(holds(matches("token", "hush"), "token", Secret.of("hush"))).isFalse();
  }

  @Test
  void aPatternIsFoundWhateverTheCase() {
    assertThat(holds(matches("text", "^w.+D$"), "text", "World")).isTrue();
    assertThat(holds(matches("text", "^world"), "text", "a world")).isFalse();
    assertThat(holds(matches("text", "МОСК"), "text", "Москва")).isTrue();
    assertThat(holds(matches("tags", "^b"), "tags", List.of("a", "B"))).isTrue();
    assertThat(holds(matches("title", "hell"), "title", Map.of("en", "Hello"))).isTrue();
    assertThat(holds(matches("title", "^en$"), "title", Map.of("en", "Hello"))).isFalse();
    assertThat(holds(matches("any", "1"), "any", 1L)).isFalse();
    assertThat(holds(matches("text", ""))).isFalse();
  }

  @Test
  void aPatternThatIsNoneOrTooLargeIsRefused() {
    for (String pattern : List.of("(", "a**", "(?=a)", "(a)\\1", "a{1001}", "[z-a]", "\\")) {
      assertThatThrownBy(() -> Patterns.check(pattern))
          .as(pattern)
          .isInstanceOf(BadPattern.class)
          .hasMessageStartingWith("Not a pattern");
    }
    for (String bomb :
        List.of(
            "((a{900}){900}){900}",
            "((a{0,900}){900,})",
            "(?:(?:[)\\]]{900}){900}){900}",
            "(([]()]{50}){50}){50}",
            "([[:alpha:]()]{50}){50}",
            "(\\p{Greek}{50}){50}",
            "((){1000}){1000}",
            "\\pL{900}".repeat(100))) {
      assertThatThrownBy(() -> Patterns.check(bomb))
          .as(bomb)
          .isInstanceOf(BadPattern.class)
          .hasMessage("The pattern repeats too much");
    }
    assertThatThrownBy(() -> Patterns.check("a".repeat(Patterns.MOST_LETTERS + 1)))
        .isInstanceOf(BadPattern.class)
        .hasMessageContaining("1001");
    Patterns.check("^[\\w.+-]+@\\pL{2,40}(\\.\\d{1,3}){4}$");
  }

  @Test
  void everySoughtWordMustBeThere() {
    Object[] attrs = {
      "text", "Café au lait", "title", Map.of("ar", "مُحَمَّد"), "tags", List.of("Größe", "x2")
    };
    assertThat(holds(search("cafe"), attrs)).isTrue();
    assertThat(holds(search("CAFE, grosse"), attrs)).isFalse();
    assertThat(holds(search("CAFÉ größe"), attrs)).isTrue();
    assertThat(holds(search("محمد"), attrs)).isTrue();
    assertThat(holds(search("caf"), attrs)).isFalse();
    assertThat(holds(search("caf* l*"), attrs)).isTrue();
    assertThat(holds(search("\"lait\" OR (tea)"), attrs)).isFalse();
    assertThat(holds(search("ar"), attrs)).isFalse();
    assertThat(holds(search("X2"), attrs)).isTrue();
    assertThat(holds(search(""), attrs)).isFalse();
    assertThat(holds(search("* - *"), attrs)).isFalse();
    assertThat(holds(new Query.Search(List.of("title"), "cafe"), attrs)).isFalse();
  }

  @Test
  void wordsAreRunsOfLettersAndDigits() {
    assertThat(Words.of("C'est 2½ km²: ΟΔΥΣΣΕΥΣ İstanbul 😀 a_b"))
        .containsExactly("c", "est", "2½", "km²", "οδυσσευσ", "istanbul", "a", "b");
    assertThat(Words.of("e\u0301te\u0301 \u0301 x")).containsExactly("ete", "x");
    assertThat(Words.of(" ...")).isEmpty();
  }

  @Test
  void nearIsMeasuredAlongTheGreatCircle() {
    GeoPoint dubai = new GeoPoint(55.2708, 25.2048);
    double degree = Math.toRadians(1) * Query.Near.EARTH_RADIUS;
    assertThat(Distances.between(new GeoPoint(10, 0), new GeoPoint(11, 0)))
        .isCloseTo(degree, org.assertj.core.api.Assertions.within(1e-6));
    assertThat(Distances.between(new GeoPoint(179.5, 0), new GeoPoint(-179.5, 0)))
        .isCloseTo(degree, org.assertj.core.api.Assertions.within(1e-6));
    assertThat(Distances.between(dubai, dubai)).isZero();
    assertThat(holds(near(55.2708, 25.2048, 0), "home", point(55.2708, 25.2048))).isTrue();
    assertThat(holds(near(0, 89.5, degree + 1), "home", point(180.0, 89.5))).isTrue();
    assertThat(holds(near(0, 89.5, degree - 1), "home", point(180.0, 89.5))).isFalse();
    assertThat(holds(near(0, 0, 1e9), "home", point(0L, 0L))).isTrue();
  }

  @Test
  void whatIsNoPointIsNearNothing() {
    Query everywhere = near(0, 0, 1e9);
    assertThat(holds(everywhere)).isFalse();
    assertThat(holds(everywhere, "home", null)).isFalse();
    assertThat(holds(everywhere, "home", "Point")).isFalse();
    assertThat(holds(everywhere, "home", point(1.0))).isFalse();
    assertThat(holds(everywhere, "home", point(1.0, "2"))).isFalse();
    assertThat(holds(everywhere, "home", point(181.0, 0.0))).isFalse();
    assertThat(holds(everywhere, "home", Map.of("coordinates", List.of(1.0, 2.0)))).isFalse();
    assertThat(holds(everywhere.negated(), "home", null)).isTrue();
  }

  @Test
  void valuesOfAllKindsHaveAnOrder() {
    List<Object> ascending =
        Arrays.asList(
            null, -1.5, false, 0.5, true, (1L << 53) + 1, "", "{\"a\":1}", "\uFFFD", "😀");
    DocOrder order = DocOrder.of(List.of(new Sort("any", false)), TYPES);
    for (int i = 0; i < ascending.size(); i++) {
      for (int j = 0; j < ascending.size(); j++) {
        Doc one = doc("any", ascending.get(i));
        Doc other = doc("any", ascending.get(j));
        assertThat(Integer.signum(order.compare(one, other))).isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @Test
  void secretsHaveNoOrder() {
    DocOrder order = DocOrder.of(List.of(new Sort("token", false)), TYPES);
    assertThat(order.compare(doc("token", Secret.of("a")), doc("token", Secret.of("b")))).isZero();
  }
}
