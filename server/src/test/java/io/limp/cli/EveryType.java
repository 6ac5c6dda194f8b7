package io.limp.cli;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attributes of every type, with the values that a move is most likely to lose. */
final class EveryType {
  static final Map<String, AttrType<?>> TYPES = new LinkedHashMap<>();

  private static final Map<String, List<Object>> VALUES = new LinkedHashMap<>();
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final Id FRIEND = new Id(-1, 7);

  static {
    of("any", new AttrType.Any(), Map.of("a", Arrays.asList(1L, 1.0, null, Map.of("$id", "x"))));
    of("owner", new AttrType.IdType(), FRIEND);
    of("name", new AttrType.Str(), "Ann \"A\" \n\t😀 مرحبا", "", "65f1c0de0000000000000001");
    of("number", new AttrType.Int(), 9_007_199_254_740_993L, Long.MAX_VALUE, Long.MIN_VALUE, 0L);
    of("decimal", new AttrType.Decimal(), 0.1, 5.0, 1e300, Double.MIN_VALUE, -0.0);
    of("flag", new AttrType.Bool(), true, false);
    of("state", new AttrType.Literal(List.of("draft", "done")), "draft");
    of("email", new AttrType.Email(), "ann@example.com");
    of("phone", new AttrType.Phone(), "+971500000000");
    of("web", new AttrType.Web(), "https://example.com/a?b=c");
    of("url", new AttrType.Url(), "mailto:ann@example.com");
    of("ip", new AttrType.Ip(), "::1");
    of("language", new AttrType.Language(), "ar_AE");
    of("day", new AttrType.Date(), "2026-02-28");
    of("clock", new AttrType.Time(), "23:59:59");
    of(
        "at",
        new AttrType.Datetime(),
        NOON,
        Instant.EPOCH,
        Instant.ofEpochMilli(-62_135_596_800_000L));
    of("title", new AttrType.Locale(), values("ar_AE", "مرحبا", "en_AE", "Hello"));
    of("tags", new AttrType.ListOf<>(new AttrType.Str()), List.of("b", "a", "b"), List.of());
    of("friends", new AttrType.ListOf<>(new AttrType.IdType()), List.of(FRIEND, new Id(1, 1)));
    of("visits", new AttrType.ListOf<>(new AttrType.Datetime()), List.of(NOON));
    of(
        "grid",
        new AttrType.ListOf<>(new AttrType.ListOf<>(new AttrType.Int())),
        List.of(List.of(1L, 2L), List.of()));
    of("meta", new AttrType.Dict(), values("a.b", 1L, "$gt", 2.0, "", null, "%", values("x", "y")));
    of("seen", new AttrType.DictOf<>(new AttrType.Datetime()), values("ann", NOON));
    of("roles", new AttrType.DictOf<>(new AttrType.IdType()), values("ann", FRIEND));
    of("marks", new AttrType.DictOf<>(new AttrType.Decimal()), values("ann", 5.0));
    of("either", new AttrType.Union(List.of(new AttrType.Str(), new AttrType.Int())), "text", 5L);
    of("home", new AttrType.Geo(), values("type", "Point", "coordinates", List.of(55.3, 25.0)));
    of("access", new AttrType.AccessType(), access());
    of("rights", new AttrType.PrivilegesType(), values("staff", List.of("read", "create")));
    of("password", new AttrType.SecretType(), Secret.of("hush"));
    of("keys", new AttrType.ListOf<>(new AttrType.SecretType()), List.of(Secret.of("k")));
  }

  private EveryType() {}

  private static void of(String name, AttrType<?> type, Object... values) {
    TYPES.put(name, type);
    VALUES.put(name, List.of(values));
  }

  private static Map<String, Object> values(Object... namesAndValues) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return values;
  }

  private static Map<String, Object> access() {
    return values("anon", false, "users", List.of(FRIEND), "groups", List.of());
  }

  /** As many documents as it takes to have every value once, and one that is null throughout. */
  static List<Doc> docs() {
    int most = VALUES.values().stream().mapToInt(List::size).max().orElseThrow();
    Doc[] docs = new Doc[most + 1];
    for (int i = 0; i <= most; i++) {
      Map<String, Object> attrs = new LinkedHashMap<>();
      attrs.put("_id", new Id(5, i));
      for (Map.Entry<String, List<Object>> each : VALUES.entrySet()) {
        if (i < each.getValue().size() || i == most) {
          attrs.put(each.getKey(), i == most ? null : each.getValue().get(i));
        }
      }
      docs[i] = new Doc(attrs);
    }
    return List.of(docs);
  }
}
