package io.limp.call;

import io.limp.api.AttrType;
import io.limp.api.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values as level 6 has them: a literal is one of its texts, a language one of the app's, a text
 * has the default language and no unknown one, a number may be a text, {@code true} may not, a
 * moment is ISO 8601 without a zone (taken as UTC) or with one, a point has its type first, an
 * access all its parts.
 *
 * <p>What is wrong inside the value of an optional attribute makes the whole of it missing; its
 * clients send what they have and rely on that.
 */
final class ConvertValue6 extends ConvertValue {
  private static final Pattern MOMENT =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,6})?)?");

  private final String method;

  ConvertValue6(LoadedModule module, String method, List<String> locales) {
    super(module, locales, true);
    this.method = method;
  }

  /** What is wrong lies inside the value, not with what it is. */
  private static final class Inside extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient Refusal refusal;

    Inside(Refusal refusal) {
      super("inside", null, false, false);
      this.refusal = refusal;
    }
  }

  @Override
  @Nullable Object convertOptional(String path, AttrType<?> type, @Nullable Object given) {
    try {
      return given == null ? null : inside(path, type, given);
    } catch (Inside e) {
      return null;
    }
  }

  @Override
  Object present(String path, AttrType<?> type, Object given) {
    try {
      return inside(path, type, given);
    } catch (Inside e) {
      throw e.refusal;
    }
  }

  private Object inside(String path, AttrType<?> type, Object given) {
    if (type instanceof AttrType.Literal literal && !literal.values().contains(given)) {
      throw invalid(path, type, given);
    }
    if (type instanceof AttrType.Language && !locales.contains(given)) {
      throw invalid(path, type, given);
    }
    if (type instanceof AttrType.IdType && given instanceof String) {
      return within(() -> super.present(path, type, given));
    }
    return super.present(path, type, given);
  }

  /** Marks what is refused as lying inside the value. */
  private static Object within(Supplier<Object> conversion) {
    try {
      return conversion.get();
    } catch (Refusal refusal) {
      throw new Inside(refusal);
    }
  }

  @Override
  Refusal invalid(String path, AttrType<?> type, @Nullable Object given, String why) {
    return Codes.invalidAttr6(module, method, path, type, given, why);
  }

  @Override
  Refusal unconvertible(String path, AttrType<?> type, Object given) {
    return Codes.unconvertible6(module, method, path, type, given);
  }

  @Override
  Object bool(String path, AttrType<?> type, Object given) {
    if (given instanceof Boolean) {
      return given;
    }
    throw invalid(path, type, given);
  }

  @Override
  Object moment(String path, AttrType<?> type, Object given) {
    return moment6(given).orElseThrow(() -> invalid(path, type, given));
  }

  /** A moment from ISO 8601, without a zone or with one; numbers are none. */
  static Optional<Instant> moment6(Object given) {
    if (given instanceof String text && MOMENT.matcher(text).matches()) {
      try {
        return ConvertValue.moment(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
      } catch (DateTimeException e) {
        return Optional.empty(); // a day that no month has
      }
    }
    return given instanceof Number ? Optional.empty() : ConvertValue.moment(given);
  }

  @Override
  Object locale(String path, AttrType<?> type, Object given) {
    if (!(given instanceof Map<?, ?>)) {
      throw invalid(path, type, given);
    }
    return within(() -> texts(path, type, given));
  }

  private Object texts(String path, AttrType<?> type, Object given) {
    Map<String, Object> texts = new LinkedHashMap<>();
    Map<String, Object> object = object(path, type, given);
    object.forEach(
        (locale, text) -> {
          if (!locales.contains(locale)) {
            throw invalid(path + "." + locale, new AttrType.Literal(locales), locale);
          }
          text(path + "." + locale, new AttrType.Str(), text);
        });
    Object first = object.get(locales.getFirst());
    if (first == null) {
      throw invalid(path, type, given);
    }
    locales.forEach(locale -> texts.put(locale, object.getOrDefault(locale, first)));
    return texts;
  }

  @Override
  Object list(String path, AttrType.ListOf<?> type, Object given) {
    if (!(given instanceof List<?>)) {
      throw invalid(path, type, given);
    }
    return within(() -> super.list(path, type, given));
  }

  @Override
  Object dict(String path, AttrType<?> type, Object given) {
    if (given instanceof Map<?, ?>) {
      return withPlainKeys(path, given);
    }
    throw invalid(path, type, given);
  }

  @Override
  Object dictOf(String path, AttrType.DictOf<?> type, Object given) {
    if (!(given instanceof Map<?, ?>)) {
      throw invalid(path, type, given);
    }
    return within(() -> super.dictOf(path, type, given));
  }

  @Override
  Object typed(String path, AttrType.Typed type, Object given) {
    if (!(given instanceof Map<?, ?>)) {
      throw invalid(path, type, given);
    }
    return within(() -> super.typed(path, type, given));
  }

  @Override
  Object geo(String path, AttrType<?> type, Object given) {
    if (given instanceof Map<?, ?> point
        && !List.copyOf(point.keySet()).equals(List.of("type", "coordinates"))) {
      throw invalid(path, type, given);
    }
    return super.geo(path, type, given);
  }

  @Override
  Object access(String path, AttrType<?> type, Object given) {
    if (given instanceof Map<?, ?> access
        && !access.keySet().equals(Set.of("anon", "users", "groups"))) {
      throw invalid(path, type, given);
    }
    return super.access(path, type, given);
  }

  @Override
  Object privileges(String path, AttrType<?> type, Object given) {
    boolean lists =
        !(given instanceof Map<?, ?> object)
            || object.values().stream().allMatch(List.class::isInstance);
    if (!lists) {
      throw new Inside(invalid(path, type, given));
    }
    return super.privileges(path, type, given);
  }
}
