package io.limp.data;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.Limp;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Plain values of every type, from few enough that two often meet, and with all those that have
 * ever told one evaluator from another.
 */
final class RandomValues {
  static final List<String> KEYS = List.of("k", "x", "y", "en_AE", "it's", "😀", "0", "anon");

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "A",
          "ab",
          "b",
          "a b c",
          "é",
          "e\u0301",
          "Éa",
          "ß",
          "ss",
          "SS",
          "ẞ",
          "İ",
          "i",
          "ı",
          "I",
          "σ",
          "ς",
          "ΟΔΥΣΣΕΥΣ",
          "Ǆ",
          "ǅ",
          "\u212A",
          "k",
          "مُحَمَّد",
          "محمد",
          "한글",
          "😀",
          "a😀",
          "\uE000",
          "\uFFFD",
          "a\uFFFDb",
          "𐐀",
          "𐐨",
          "\uD83D",
          "?",
          "1",
          "1.0",
          "true",
          "null",
          "100%_[a-z]*.(x)",
          "{\"k\":1}",
          "[\"a\"]",
          "[]",
          "{}",
          "\n\t\"\\/\u0001\u007f",
          "a  b",
          "f00000000000000000000010",
          "F00000000000000000000010",
          "word",
          "wor",
          "x-1 y_2 ½");

  private static final List<Id> IDS =
      List.of(
          Id.of("f00000000000000000000010"),
          Id.of("f00000000000000000000011"),
          Id.of("000000000000000000000001"),
          Id.of("7fffffffffffffffffffffff"));

  private static final List<Number> NUMBERS =
      List.of(
          0L,
          1L,
          -1L,
          2L,
          5L,
          1L << 53,
          (1L << 53) + 1,
          -(1L << 53) - 1,
          Long.MAX_VALUE,
          Long.MAX_VALUE - 1,
          Long.MIN_VALUE,
          1_767_268_800_123L,
          0.0,
          -0.0,
          0.5,
          1.0,
          1.5,
          -1.5,
          0.1,
          0.1 + 0.2,
          0x1p53,
          0x1p63,
          -0x1p63,
          1e22,
          1e23,
          1e300,
          -1e300,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          123_456_789.123_456_78);

  private static final List<Long> MILLIS =
      List.of(1_767_268_800_123L, 1_767_268_800_124L, 0L, -1L, 1L, 253_402_300_799_999L);

  private final RandomGenerator random;

  RandomValues(RandomGenerator random) {
    this.random = random;
  }

  <T> T one(List<? extends T> of) {
    return of.get(random.nextInt(of.size()));
  }

  boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  AttrType<?> type() {
    return once(4) ? compound() : plain();
  }

  /** What is built of other types; also a text that is one of few. */
  private AttrType<?> compound() {
    return switch (random.nextInt(8)) {
      case 0 -> new AttrType.Literal(List.of("a", "b", "é"));
      case 1 -> new AttrType.Date();
      case 2, 3 -> new AttrType.DictOf<>(member());
      case 4, 5 ->
          new AttrType.Typed(
              List.of(attr("k", member()), attr("x", member()), attr("0", new AttrType.Geo())));
      case 6 -> own(member());
      default ->
          new AttrType.Union(List.of(new AttrType.Int(), new AttrType.Str(), new AttrType.Geo()));
    };
  }

  private static <T> Attr<T> attr(String name, AttrType<T> type) {
    return Limp.attr(name, type);
  }

  private static <T> AttrType<T> own(AttrType<T> type) {
    return new AttrType.Own<>("own", type, value -> value, value -> value);
  }

  /** A type that may stand in others. */
  private AttrType<?> member() {
    AttrType<?> type = type();
    return String.valueOf(type).contains("SecretType") ? new AttrType.Datetime() : type;
  }

  private AttrType<?> plain() {
    return switch (random.nextInt(20)) {
      case 0, 1 -> new AttrType.Str();
      case 2 -> new AttrType.Int();
      case 3 -> new AttrType.Decimal();
      case 4 -> new AttrType.Bool();
      case 5 -> new AttrType.IdType();
      case 6 -> new AttrType.Datetime();
      case 7, 8 -> new AttrType.Any();
      case 9 -> new AttrType.Dict();
      case 10 -> new AttrType.Locale();
      case 11 -> new AttrType.Geo();
      case 12 -> new AttrType.AccessType();
      case 13 -> new AttrType.SecretType();
      case 14 -> new AttrType.ListOf<>(new AttrType.Dict());
      case 15 -> new AttrType.ListOf<>(new AttrType.Str());
      case 16 -> new AttrType.ListOf<>(new AttrType.IdType());
      default -> new AttrType.ListOf<>(type());
    };
  }

  /** A value that the type takes; not null. */
  Object of(AttrType<?> type) {
    return switch (type) {
      case AttrType.Int _ -> whole();
      case AttrType.Decimal _ -> number().doubleValue();
      case AttrType.Bool _ -> random.nextBoolean();
      case AttrType.IdType _ -> one(IDS);
      case AttrType.Datetime _ -> moment();
      case AttrType.SecretType _ -> Secret.of(StoredText.of(text()));
      case AttrType.Locale _ -> languages();
      case AttrType.Geo _ -> point();
      case AttrType.AccessType _ -> access();
      case AttrType.Dict _ -> once(4) ? list(2) : object(2);
      case AttrType.Any _ -> any(2);
      case AttrType.Literal literal -> one(literal.values());
      case AttrType.Date _ -> one(List.of("2020-01-31", "2020-02-01", "0001-01-01"));
      case AttrType.Union union -> of(one(union.of()));
      case AttrType.Own<?, ?> own -> of(own.of());
      case AttrType.DictOf<?> dict -> {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.put(one(KEYS), of(dict.of()));
        }
        yield object;
      }
      case AttrType.Typed typed -> {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Attr<?> attr : typed.attrs()) {
          if (!once(4)) {
            object.put(attr.name(), once(8) ? null : of(attr.type()));
          }
        }
        yield object;
      }
      case AttrType.ListOf<?> list -> {
        List<Object> members = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.add(of(list.of()));
        }
        yield members;
      }
      default -> text();
    };
  }

  String text() {
    return one(TEXTS);
  }

  Id id() {
    return one(IDS);
  }

  Number number() {
    return once(6) ? real() : one(NUMBERS);
  }

  Long small() {
    return random.nextLong(-3, 4);
  }

  private Double real() {
    double real = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(real) ? real : random.nextGaussian();
  }

  private Long whole() {
    return once(6)
        ? (Long) random.nextLong()
        : (Long) one(NUMBERS.stream().filter(Long.class::isInstance).toList());
  }

  private Instant moment() {
    return Instant.ofEpochMilli(one(MILLIS));
  }

  private Map<String, Object> languages() {
    Map<String, Object> texts = new LinkedHashMap<>();
    for (String language : List.of("en_AE", "ar_AE")) {
      if (!once(3)) {
        texts.put(language, text());
      }
    }
    return texts;
  }

  private Map<String, Object> point() {
    List<Double> degrees = List.of(0.0, 55.2708, 55.3, -180.0, 180.0, 90.0, -0.0);
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("type", "Point");
    point.put("coordinates", List.of(one(degrees), Math.min(90.0, (double) one(degrees) / 2)));
    return point;
  }

  private Map<String, Object> access() {
    Map<String, Object> access = new LinkedHashMap<>();
    access.put("anon", random.nextBoolean());
    access.put("users", once(2) ? List.of() : List.of(id()));
    access.put("groups", once(2) ? List.of(id()) : List.of(id(), id()));
    return access;
  }

  /** Any value but null and secrets; an id or a moment may hide in it, as module code may do. */
  Object any(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 8)) {
      case 0, 1, 2 -> text();
      case 3, 4 -> number();
      case 5 -> random.nextBoolean();
      case 6 -> id();
      case 7 -> moment();
      case 8, 9 -> list(depth - 1);
      default -> object(depth - 1);
    };
  }

  private List<Object> list(int depth) {
    List<Object> members = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      members.add(once(8) ? null : any(depth));
    }
    return members;
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      object.put(one(KEYS), once(8) ? null : any(depth));
    }
    return object;
  }
}
