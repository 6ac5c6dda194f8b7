package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.GeoPoint;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.api.Refusal;
import io.limp.api.Secret;
import io.limp.data.PlainValues;
import io.limp.data.TypeRules;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent for an attribute to the plain value that a document holds, or a refusal that
 * names the path.
 *
 * <p>As level 1 has it: a literal and a language take every text, a locale takes every language
 * (docs/decisions/0004), a moment is whole seconds since the epoch (or ISO 8601 with a zone),
 * {@code "true"} is {@code true}. {@link ConvertValue6} says what is different at level 6.
 */
public class ConvertValue {
  private static final long LAST_SECOND = 253_402_300_799L; // 9999-12-31T23:59:59Z
  private static final long FIRST_SECOND = -62_135_596_800L; // 0001-01-01T00:00:00Z

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,300}(?:\\.[0-9]{1,300})?");

  final LoadedModule module;
  final List<String> locales;
  private final boolean takesNumbersAsText;

  ConvertValue(LoadedModule module, List<String> locales, boolean takesNumbersAsText) {
    this.module = module;
    this.locales = locales;
    this.takesNumbersAsText = takesNumbersAsText;
  }

  /**
   * How clients of that level write values for the method. A number may be a text, but for the
   * documents of level 1.
   */
  public static ConvertValue at(
      Level level, LoadedModule module, MethodSpec method, List<String> locales) {
    return level.isFrom(Level.SIX)
        ? new ConvertValue6(module, method.name(), locales)
        : new ConvertValue(module, locales, method.kind() == MethodSpec.Kind.OWN);
  }

  /** The plain value of a given one; null stays null. */
  public final @Nullable Object convert(String path, AttrType<?> type, @Nullable Object given) {
    return given == null ? null : present(path, type, given);
  }

  /** The value for an attribute without which a document may be; null: as if it had not come. */
  @Nullable Object convertOptional(String path, AttrType<?> type, @Nullable Object given) {
    return convert(path, type, given);
  }

  /** The value does not fit the type. */
  final Refusal invalid(String path, AttrType<?> type, @Nullable Object given) {
    return invalid(path, type, given, "");
  }

  /** The value does not fit the type, for that reason. */
  Refusal invalid(String path, AttrType<?> type, @Nullable Object given, String why) {
    return Codes.invalidAttr(module, path, type, given, why);
  }

  /** The value looks like one of the type and is none. */
  Refusal unconvertible(String path, AttrType<?> type, Object given) {
    return Codes.unconvertible(module, path, type, given);
  }

  Object present(String path, AttrType<?> type, Object given) {
    Object plain = plain(path, type, given);
    Optional<String> broken = TypeRules.broken(type, plain);
    if (broken.isPresent()) {
      throw invalid(path, type, given, broken.get());
    }
    return plain;
  }

  private Object plain(String path, AttrType<?> type, Object given) {
    return switch (type) {
      case AttrType.Any _ -> withPlainKeys(path, given);
      case AttrType.IdType _ -> id(path, type, given);
      case AttrType.Str _, AttrType.Literal _, AttrType.Language _, AttrType.Counter _ ->
          text(path, type, given);
      case AttrType.Email _,
          AttrType.Phone _,
          AttrType.Web _,
          AttrType.Url _,
          AttrType.Ip _,
          AttrType.Date _,
          AttrType.Time _ ->
          formed(path, type, given);
      case AttrType.Int _ -> whole(path, type, given);
      case AttrType.Decimal _ -> decimal(path, type, given);
      case AttrType.Bool _ -> bool(path, type, given);
      case AttrType.Datetime _ -> moment(path, type, given);
      case AttrType.Locale _ -> locale(path, type, given);
      case AttrType.ListOf<?> list -> list(path, list, given);
      case AttrType.Dict _ -> dict(path, type, given);
      case AttrType.DictOf<?> dict -> dictOf(path, dict, given);
      case AttrType.Typed typed -> typed(path, typed, given);
      case AttrType.Union union -> union(path, union, given);
      case AttrType.Geo _ -> geo(path, type, given);
      case AttrType.File file -> file(path, file, given);
      case AttrType.AccessType _ -> access(path, type, given);
      case AttrType.PrivilegesType _ -> privileges(path, type, given);
      case AttrType.SecretType _ -> secret(path, type, given);
      case AttrType.Own<?, ?> own -> own(path, own, given);
    };
  }

  private Object id(String path, AttrType<?> type, Object given) {
    if (given instanceof Id) {
      return given;
    }
    if (!(given instanceof String text)) {
      throw invalid(path, type, given);
    }
    Optional<Id> id = Id.find(text);
    return id.orElseThrow(() -> unconvertible(path, type, given));
  }

  final String text(String path, AttrType<?> type, Object given) {
    if (given instanceof String text) {
      return text;
    }
    throw invalid(path, type, given);
  }

  final Object formed(String path, AttrType<?> type, Object given) {
    String text = TextForms.kept(type, text(path, type, given));
    if (!TextForms.fits(type, text)) {
      throw invalid(path, type, given);
    }
    return text;
  }

  private Object whole(String path, AttrType<?> type, Object given) {
    if (given instanceof Long) {
      return given;
    }
    if (takesNumbersAsText && given instanceof String text && WHOLE.matcher(text).matches()) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw invalid(path, type, given, "a whole number has 64 bits");
      }
    }
    throw invalid(path, type, given);
  }

  private Object decimal(String path, AttrType<?> type, Object given) {
    if (takesNumbersAsText && given instanceof String text && DECIMAL.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    if (given instanceof Number number) {
      return number.doubleValue();
    }
    throw invalid(path, type, given);
  }

  Object bool(String path, AttrType<?> type, Object given) {
    return switch (given) {
      case Boolean flag -> flag;
      case String text when text.equals("true") -> true;
      case String text when text.equals("false") -> false;
      default -> throw invalid(path, type, given);
    };
  }

  Object moment(String path, AttrType<?> type, Object given) {
    return moment(given).orElseThrow(() -> invalid(path, type, given));
  }

  /**
   * A moment from whole seconds since the epoch or from ISO 8601 with a zone, in the years 1 to
   * 9999.
   */
  public static Optional<Instant> moment(Object given) {
    return switch (given) {
      case Instant time -> Optional.of(Instant.ofEpochMilli(time.toEpochMilli()));
      case Long seconds when seconds >= FIRST_SECOND && seconds <= LAST_SECOND ->
          Optional.of(Instant.ofEpochSecond(seconds));
      case String text -> isoMoment(text);
      default -> Optional.empty();
    };
  }

  private static Optional<Instant> isoMoment(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return time.getEpochSecond() >= FIRST_SECOND && time.getEpochSecond() <= LAST_SECOND
          ? Optional.of(Instant.ofEpochMilli(time.toEpochMilli()))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty(); // not a moment: the caller says so with the attribute's name
    }
  }

  Object locale(String path, AttrType<?> type, Object given) {
    Map<String, Object> texts = new LinkedHashMap<>();
    if (given instanceof String text) {
      locales.forEach(locale -> texts.put(locale, text));
      return texts;
    }
    object(path, type, given)
        .forEach(
            (locale, text) -> {
              PlainKeys.checkKey(module, path, locale);
              texts.put(locale, text(path + "." + locale, new AttrType.Str(), text));
            });
    return texts;
  }

  Object list(String path, AttrType.ListOf<?> type, Object given) {
    if (!(given instanceof List<?> members)) {
      throw invalid(path, type, given);
    }
    List<Object> converted = new ArrayList<>(members.size());
    for (int i = 0; i < members.size(); i++) {
      String at = path + "[" + i + "]";
      Object member = members.get(i);
      if (member == null) {
        throw invalid(at, type.of(), null);
      }
      converted.add(present(at, type.of(), member));
    }
    return converted;
  }

  Object dict(String path, AttrType<?> type, Object given) {
    if (given instanceof Map<?, ?> || given instanceof List<?>) {
      return withPlainKeys(path, given);
    }
    throw invalid(path, type, given);
  }

  final Object withPlainKeys(String path, Object given) {
    PlainKeys.check(module, path, given);
    return given;
  }

  Object dictOf(String path, AttrType.DictOf<?> type, Object given) {
    if (!(given instanceof Map<?, ?> map)) {
      throw invalid(path, type, given);
    }
    Map<String, @Nullable Object> converted = new LinkedHashMap<>();
    map.forEach(
        (key, member) -> {
          PlainKeys.checkKey(module, path, (String) key);
          String at = path + "." + key;
          if (member == null && !(type.of() instanceof AttrType.Any)) {
            throw invalid(at, type.of(), null);
          }
          converted.put(key(path, type, (String) key), convert(at, type.of(), member));
        });
    return converted;
  }

  /** A key of an object as it is kept. */
  final String key(String path, AttrType.DictOf<?> type, String key) {
    AttrType<String> keys = type.rule().keys();
    try {
      // Old clients may give a literal any text, but not as a key.
      boolean other = keys instanceof AttrType.Literal literal && !literal.values().contains(key);
      if (!other) {
        return (String) present(path, keys, key);
      }
    } catch (Refusal refusal) {
      // Told below, of the whole object.
    }
    throw invalid(path, type, key, "it has no key such as " + PlainValues.shown(key));
  }

  /** An object of named attributes: every one that it needs, and no others. */
  Object typed(String path, AttrType.Typed type, Object given) {
    if (!(given instanceof Map<?, ?> map)) {
      throw invalid(path, type, given);
    }
    for (Object key : map.keySet()) {
      if (type.attr((String) key).isEmpty()) {
        throw invalid(path, type, given, "it has no attribute " + PlainValues.shown(key));
      }
    }
    Map<String, Object> converted = new LinkedHashMap<>();
    for (Attr<?> attr : type.attrs()) {
      String at = path + "." + attr.name();
      Object member = map.get(attr.name());
      Optional<Object> value =
          member == null ? plainDefault(attr) : Optional.of(present(at, attr.type(), member));
      if (value.isEmpty() && !attr.isOptional()) {
        throw invalid(at, attr.type(), null, "it is missing");
      }
      value.ifPresent(plain -> converted.put(attr.name(), plain));
    }
    return converted;
  }

  private static <T> Optional<Object> plainDefault(Attr<T> attr) {
    return attr.defaultValue().map(attr.type()::plain);
  }

  /** A package's own type: first as what it is built on, then by the package's check. */
  private <B, T> Object own(String path, AttrType.Own<B, T> type, Object given) {
    Object plain = present(path, type.of(), given);
    try {
      return type.plain(type.typed(plain));
    } catch (NumberFormatException e) {
      throw invalid(path, type, given); // its message is for those who write Java
    } catch (IllegalArgumentException | DateTimeException e) {
      throw invalid(path, type, given, String.valueOf(e.getMessage()));
    }
  }

  private Object union(String path, AttrType.Union type, Object given) {
    for (AttrType<?> each : type.of()) {
      try {
        return present(path, each, given);
      } catch (Refusal refusal) {
        // The next type may take it; what none takes is refused below.
      }
    }
    throw invalid(path, type, given);
  }

  Object geo(String path, AttrType<?> type, Object given) {
    Map<String, Object> object = object(path, type, given);
    if (!"Point".equals(object.get("type"))
        || !(object.get("coordinates") instanceof List<?> at)
        || at.size() != 2
        || !(at.get(0) instanceof Number longitude)
        || !(at.get(1) instanceof Number latitude)) {
      throw invalid(path, type, given);
    }
    GeoPoint point = new GeoPoint(longitude.doubleValue(), latitude.doubleValue());
    if (Math.abs(point.longitude()) > 180 || Math.abs(point.latitude()) > 90) {
      throw invalid(
          path, type, given, "a longitude is from -180 to 180, a latitude from -90 to 90");
    }
    return new AttrType.Geo().plain(point);
  }

  private Object file(String path, AttrType.File type, Object given) {
    Object one = given instanceof List<?> list && list.size() == 1 ? list.getFirst() : given;
    IncomingFile file =
        one instanceof IncomingFile uploaded
            ? uploaded
            : IncomingFile.read(object(path, type, one))
                .orElseThrow(() -> invalid(path, type, given));
    Optional<String> why = file.refusedBy(type);
    if (why.isPresent()) {
      throw invalid(path, type, given, why.get());
    }
    return file;
  }

  Object access(String path, AttrType<?> type, Object given) {
    Map<String, Object> access = object(path, type, given);
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("anon", bool(path, type, access.getOrDefault("anon", false)));
    AttrType.ListOf<?> ids = new AttrType.ListOf<>(new AttrType.IdType());
    for (String part : List.of("users", "groups")) {
      plain.put(part, list(path + "." + part, ids, access.getOrDefault(part, List.of())));
    }
    return plain;
  }

  Object privileges(String path, AttrType<?> type, Object given) {
    Map<String, Object> privileges = object(path, type, given);
    privileges.forEach(
        (name, names) -> {
          PlainKeys.checkKey(module, path, name);
          boolean texts =
              names instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
          if (!texts && !(names instanceof String)) {
            throw invalid(path, type, given);
          }
        });
    return privileges;
  }

  private Object secret(String path, AttrType<?> type, Object given) {
    return given instanceof Secret ? given : Secret.of(text(path, type, given));
  }

  /** A JSON object none of whose members is null. */
  final Map<String, Object> object(String path, AttrType<?> type, Object given) {
    if (!(given instanceof Map<?, ?> map)) {
      throw invalid(path, type, given);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    map.forEach(
        (key, member) -> {
          if (member == null) {
            throw invalid(path, type, given);
          }
          object.put((String) key, member);
        });
    return object;
  }
}
