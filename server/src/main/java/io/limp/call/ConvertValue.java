package io.limp.call;

import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.Secret;
import io.limp.data.PlainValues;
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
 * <p>As level 1 has it: a literal takes every text and a locale every language
 * (docs/decisions/0004), a moment is whole seconds since the epoch (or ISO 8601 with a zone),
 * {@code "true"} is {@code true}.
 */
public final class ConvertValue {
  // Neither can backtrack: each class of characters ends where the next begins.
  private static final Pattern PHONE = Pattern.compile("\\+[0-9]++");
  private static final Pattern WEB = Pattern.compile("https?://[\\w-]++(?:\\.[\\w-]{2,}+)++");

  private static final long LAST_SECOND = 253_402_300_799L; // 9999-12-31T23:59:59Z
  private static final long FIRST_SECOND = -62_135_596_800L; // 0001-01-01T00:00:00Z

  private final LoadedModule module;
  private final List<String> locales;

  public ConvertValue(LoadedModule module, List<String> locales) {
    this.module = module;
    this.locales = locales;
  }

  /** The plain value of a given one; null stays null. */
  public @Nullable Object convert(String path, AttrType<?> type, @Nullable Object given) {
    return given == null ? null : present(path, type, given);
  }

  Object present(String path, AttrType<?> type, Object given) {
    return switch (type) {
      case AttrType.Any ignored -> withPlainKeys(path, given);
      case AttrType.IdType ignored -> id(path, given);
      case AttrType.Str ignored -> text(path, given);
      case AttrType.Int ignored -> whole(path, given);
      case AttrType.Decimal ignored -> decimal(path, given);
      case AttrType.Bool ignored -> bool(path, given);
      case AttrType.Literal ignored -> text(path, given);
      case AttrType.Email ignored -> email(path, given);
      case AttrType.Phone ignored -> matching(PHONE, path, given);
      case AttrType.Web ignored -> matching(WEB, path, given);
      case AttrType.Datetime ignored -> moment(path, given);
      case AttrType.Locale ignored -> locale(path, given);
      case AttrType.ListOf<?> list -> list(path, list.of(), given);
      case AttrType.Dict ignored -> dict(path, given);
      case AttrType.Geo ignored -> geo(path, given);
      case AttrType.File file -> file(path, file, given);
      case AttrType.AccessType ignored -> access(path, given);
      case AttrType.PrivilegesType ignored -> privileges(path, given);
      case AttrType.SecretType ignored -> secret(path, given);
    };
  }

  private Object id(String path, Object given) {
    if (given instanceof Id) {
      return given;
    }
    if (!(given instanceof String text)) {
      throw Codes.invalidAttr(module, path);
    }
    Optional<Id> id = Id.find(text);
    return id.orElseThrow(() -> Codes.unconvertible(module, path, "id"));
  }

  private String text(String path, Object given) {
    if (given instanceof String text) {
      return text;
    }
    throw Codes.invalidAttr(module, path);
  }

  private Object whole(String path, Object given) {
    if (given instanceof Long) {
      return given;
    }
    throw Codes.invalidAttr(module, path);
  }

  private Object decimal(String path, Object given) {
    if (given instanceof Number number) {
      return number.doubleValue();
    }
    throw Codes.invalidAttr(module, path);
  }

  private Object bool(String path, Object given) {
    return switch (given) {
      case Boolean flag -> flag;
      case String text when text.equals("true") -> true;
      case String text when text.equals("false") -> false;
      default -> throw Codes.invalidAttr(module, path);
    };
  }

  /** Something, one {@code @}, and a host with a dot inside, without control characters. */
  private String email(String path, Object given) {
    String text = text(path, given);
    int at = text.indexOf('@');
    int dot = text.indexOf('.', at + 2);
    if (at < 1
        || text.indexOf('@', at + 1) >= 0
        || dot < 0
        || dot == text.length() - 1
        || text.chars().anyMatch(Character::isISOControl)) {
      throw Codes.invalidAttr(module, path);
    }
    return text;
  }

  private String matching(Pattern pattern, String path, Object given) {
    String text = text(path, given);
    if (!pattern.matcher(text).matches()) {
      throw Codes.invalidAttr(module, path);
    }
    return text;
  }

  private Object moment(String path, Object given) {
    return moment(given).orElseThrow(() -> Codes.invalidAttr(module, path));
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
      return Optional.of(
          Instant.ofEpochMilli(OffsetDateTime.parse(text).toInstant().toEpochMilli()));
    } catch (DateTimeException e) {
      return Optional.empty(); // not a moment: the caller says so with the attribute's name
    }
  }

  private Object locale(String path, Object given) {
    Map<String, Object> texts = new LinkedHashMap<>();
    if (given instanceof String text) {
      locales.forEach(locale -> texts.put(locale, text));
      return texts;
    }
    object(path, given)
        .forEach((locale, text) -> texts.put(locale, text(path + "." + locale, text)));
    return texts;
  }

  private Object list(String path, AttrType<?> of, Object given) {
    if (!(given instanceof List<?> members)) {
      throw Codes.invalidAttr(module, path);
    }
    List<Object> converted = new ArrayList<>(members.size());
    for (Object member : members) {
      if (member == null) {
        throw Codes.invalidAttr(module, path);
      }
      // Level 1 names the list, not the member: its clients show the attribute's name.
      converted.add(present(path, of, member));
    }
    return converted;
  }

  private Object dict(String path, Object given) {
    if (given instanceof Map<?, ?> || given instanceof List<?>) {
      return withPlainKeys(path, given);
    }
    throw Codes.invalidAttr(module, path);
  }

  /**
   * The value, if no object in it has a key that a path or an operator could be mistaken for, or
   * that a database cannot keep.
   */
  private Object withPlainKeys(String path, Object given) {
    switch (given) {
      case Map<?, ?> map ->
          map.forEach(
              (key, member) -> {
                if (!isPlainKey((String) key)) {
                  throw Codes.invalidAttr(
                      module,
                      path,
                      "a key may not be empty, begin with $ or hold a dot or a control character,"
                          + " as "
                          + PlainValues.shown(key)
                          + " does");
                }
                if (member != null) {
                  withPlainKeys(path, member);
                }
              });
      case List<?> list ->
          list.forEach(
              member -> {
                if (member != null) {
                  withPlainKeys(path, member);
                }
              });
      default -> {}
    }
    return given;
  }

  /** True for a key that can be asked for by a path. */
  public static boolean isPlainKey(String key) {
    return !key.isEmpty()
        && key.charAt(0) != '$'
        && key.chars().allMatch(c -> c >= ' ' && c != '.' && c != '"' && c != '\\' && c != 0x7f);
  }

  private Object geo(String path, Object given) {
    Map<String, Object> point = object(path, given);
    if (!"Point".equals(point.get("type"))
        || !(point.get("coordinates") instanceof List<?> at)
        || at.size() != 2
        || !(at.get(0) instanceof Number longitude)
        || !(at.get(1) instanceof Number latitude)) {
      throw Codes.invalidAttr(module, path);
    }
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("type", "Point");
    plain.put("coordinates", List.of(longitude.doubleValue(), latitude.doubleValue()));
    return plain;
  }

  private Object file(String path, AttrType.File type, Object given) {
    Object one = given instanceof List<?> list && list.size() == 1 ? list.getFirst() : given;
    return IncomingFile.read(object(path, one), type)
        .orElseThrow(() -> Codes.invalidAttr(module, path));
  }

  private Object access(String path, Object given) {
    Map<String, Object> access = object(path, given);
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("anon", bool(path, access.getOrDefault("anon", false)));
    for (String part : List.of("users", "groups")) {
      plain.put(part, list(path, new AttrType.IdType(), access.getOrDefault(part, List.of())));
    }
    return plain;
  }

  private Object privileges(String path, Object given) {
    Map<String, Object> privileges = object(path, given);
    privileges.forEach(
        (name, names) -> {
          boolean texts =
              names instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
          if (!texts && !(names instanceof String)) {
            throw Codes.invalidAttr(module, path);
          }
        });
    return privileges;
  }

  private Object secret(String path, Object given) {
    return given instanceof Secret ? given : Secret.of(text(path, given));
  }

  /** A JSON object none of whose members is null. */
  private Map<String, Object> object(String path, Object given) {
    if (!(given instanceof Map<?, ?> map)) {
      throw Codes.invalidAttr(module, path);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    map.forEach(
        (key, member) -> {
          if (member == null) {
            throw Codes.invalidAttr(module, path);
          }
          object.put((String) key, member);
        });
    return object;
  }
}
