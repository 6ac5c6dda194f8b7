package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.NumberRule;
import io.limp.api.Range;
import io.limp.sdk.ValueSchema.Way;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value of each type, as clients from level 6 on send it or are answered, for examples. */
final class ExampleValue {
  static final String ID = "5f0000000000000000000001";

  private final Way way;
  private final List<String> locales;

  ExampleValue(Way way, List<String> locales) {
    this.way = way;
    this.locales = locales;
  }

  /**
   * A value of that type.
   *
   * @param name of the attribute, which a text says
   */
  Object of(String name, AttrType<?> type) {
    return switch (type) {
      case AttrType.Any _ -> "anything";
      case AttrType.IdType _ -> ID;
      case AttrType.Str(var rule) -> ExampleText.of(name.replace('_', ' '), rule).orElse(name);
      case AttrType.Literal(List<String> values) -> values.getFirst();
      case AttrType.Language _ -> locales.getFirst();
      case AttrType.Email _ -> "ada@example.com";
      case AttrType.Phone(List<Integer> codes) ->
          "+" + (codes.isEmpty() ? 971 : codes.getFirst()) + "501234567";
      case AttrType.Web _ -> "https://example.com";
      case AttrType.Url _ -> "https://example.com/page";
      case AttrType.Ip(var version) ->
          version == AttrType.Ip.Version.SIX ? "2001:db8::1" : "192.0.2.1";
      case AttrType.Date(var range) -> String.valueOf(within(range, "2026-01-31"));
      case AttrType.Time(var range) -> String.valueOf(within(range, "12:00"));
      case AttrType.Datetime(var range) -> String.valueOf(within(range, "2026-01-31T12:00:00Z"));
      case AttrType.Counter(var rule) ->
          rule.pattern()
              .replaceAll("\\{n(?::0*(\\d+))?}", "1")
              .replaceAll("\\{year}", "2026")
              .replaceAll("\\{\\w+}", "1");
      case AttrType.SecretType _ -> "a secret";
      case AttrType.Int(NumberRule rule) -> number(rule, new BigDecimal(3)).longValue();
      case AttrType.Decimal(NumberRule rule) -> number(rule, new BigDecimal("1.5")).doubleValue();
      case AttrType.Bool _ -> true;
      case AttrType.Locale _ -> locale(name.replace('_', ' '));
      case AttrType.ListOf<?> list -> list(name, list);
      case AttrType.Dict _ -> object("any", "thing");
      case AttrType.DictOf<?> dict -> dict(name, dict);
      case AttrType.Typed(List<Attr<?>> attrs) -> {
        Map<String, Object> members = object();
        attrs.forEach(attr -> members.put(attr.name(), of(attr.name(), attr.type())));
        yield members;
      }
      case AttrType.Union(List<AttrType<?>> members) -> of(name, members.getFirst());
      case AttrType.Geo _ -> object("type", "Point", "coordinates", List.of(55.27, 25.2));
      case AttrType.File(List<String> types, long _) -> file(types);
      case AttrType.AccessType _ -> object("anon", true, "users", List.of(), "groups", List.of());
      case AttrType.PrivilegesType _ -> object("blog", List.of("read"));
      case AttrType.Own<?, ?> own -> of(name, own.of());
    };
  }

  private static Object within(Range<?> range, Object usual) {
    Object from = range.from();
    Object to = range.to();
    return from != null ? from : to != null ? to : usual;
  }

  private static BigDecimal number(NumberRule rule, BigDecimal usual) {
    BigDecimal from = exact(rule.from());
    BigDecimal to = exact(rule.to());
    BigDecimal step = exact(rule.step());
    if (step != null) {
      BigDecimal start = from == null ? BigDecimal.ZERO : from;
      return to != null && start.compareTo(to) > 0
          ? start.subtract(
              start.subtract(to).divideToIntegralValue(step).add(BigDecimal.ONE).multiply(step))
          : start;
    }
    if (from != null && usual.compareTo(from) < 0) {
      return from;
    }
    return to != null && usual.compareTo(to) > 0 ? to : usual;
  }

  private static @Nullable BigDecimal exact(@Nullable Number number) {
    return number == null ? null : new BigDecimal(number.toString());
  }

  private Map<String, Object> locale(String text) {
    Map<String, Object> texts = object();
    locales.forEach(each -> texts.put(each, text));
    return texts;
  }

  private List<Object> list(String name, AttrType.ListOf<?> type) {
    List<Object> members = new ArrayList<>();
    int count = Math.min(type.size().most(), Math.max(1, type.size().least()));
    for (int i = 0; i < count; i++) {
      members.add(of(name, type.of()));
    }
    return members;
  }

  private Map<String, Object> dict(String name, AttrType.DictOf<?> type) {
    Set<String> keys = new LinkedHashSet<>(type.rule().required());
    if (keys.isEmpty()) {
      keys.add(String.valueOf(of("key", type.rule().keys())));
    }
    for (int i = 1; keys.size() < type.rule().size().least(); i++) {
      keys.add(keys.iterator().next() + "a".repeat(i));
    }
    Map<String, Object> members = object();
    keys.forEach(key -> members.put(key, of(name, type.of())));
    return members;
  }

  private Map<String, Object> file(List<String> types) {
    String type = types.isEmpty() ? "text/plain" : types.getFirst().replace("/*", "/png");
    String name = "a." + type.substring(type.indexOf('/') + 1).replace("plain", "txt");
    return way == Way.SENT
        ? object("name", name, "type", type, "content", "SGk=")
        : object("name", name, "size", 2, "type", type, "lastModified", 0);
  }
}
