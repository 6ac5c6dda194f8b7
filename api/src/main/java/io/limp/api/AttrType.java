package io.limp.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What values an attribute takes.
 *
 * <p>A document holds its values plainly: {@code null}, {@code Boolean}, {@code Long}, {@code
 * Double}, {@code String}, {@link Id}, {@link Instant}, {@link Secret}, {@code List} and {@code
 * Map} with text keys, so that one walk serves JSON, the databases and the matcher. A type says
 * which Java type stands for them in module code, and turns one into the other.
 *
 * @param <T> the Java type that module code sees
 */
public sealed interface AttrType<T> {
  /** The word for the type in messages and in the generated reference. */
  String word();

  /** The plain value as module code sees it. The plain value must have passed the type's check. */
  @SuppressWarnings("unchecked") // most types are seen as they are stored; the others override this
  default T typed(Object plain) {
    return (T) plain;
  }

  /** The value as a document holds it. */
  default Object plain(T value) {
    return value;
  }

  /** What a plain object holds under a key that it is known to have. */
  private static <V> V member(Object plain, String key, Class<V> type) {
    return type.cast(Objects.requireNonNull(((Map<?, ?>) plain).get(key), key));
  }

  /** Text, as a member type: {@code list("tags", AttrType.str())}. */
  static AttrType<String> str() {
    return new Str();
  }

  /** The id of a document, as a member type. */
  static AttrType<Id> id() {
    return new IdType();
  }

  /** A whole number, as a member type. */
  static AttrType<Long> integer() {
    return new Int();
  }

  /** Any JSON value, as a member type. */
  static AttrType<Object> any() {
    return new Any();
  }

  /** Any JSON value. */
  record Any() implements AttrType<Object> {
    @Override
    public String word() {
      return "any";
    }
  }

  /** The id of a document. */
  record IdType() implements AttrType<Id> {
    @Override
    public String word() {
      return "id";
    }
  }

  /** Text. */
  record Str() implements AttrType<String> {
    @Override
    public String word() {
      return "str";
    }
  }

  /** A whole number, 64 bits. */
  record Int() implements AttrType<Long> {
    @Override
    public String word() {
      return "int";
    }
  }

  /** A number, 64-bit floating point, finite. */
  record Decimal() implements AttrType<Double> {
    @Override
    public String word() {
      return "float";
    }

    @Override
    public Double typed(Object plain) {
      return ((Number) plain).doubleValue();
    }
  }

  record Bool() implements AttrType<Boolean> {
    @Override
    public String word() {
      return "bool";
    }
  }

  /** One of a few fixed texts. */
  record Literal(List<String> values) implements AttrType<String> {
    public Literal {
      values = List.copyOf(values);
    }

    @Override
    public String word() {
      return "literal";
    }
  }

  /** An e-mail address: {@code something@host.domain}. */
  record Email() implements AttrType<String> {
    @Override
    public String word() {
      return "email";
    }
  }

  /** A telephone number: {@code +} and digits. */
  record Phone() implements AttrType<String> {
    @Override
    public String word() {
      return "phone";
    }
  }

  /** A web address of a host, http or https, without a path. */
  record Web() implements AttrType<String> {
    @Override
    public String word() {
      return "uri:web";
    }
  }

  /** A web address, http or https, with a path and whatever follows it. */
  record Url() implements AttrType<String> {
    @Override
    public String word() {
      return "uri:web";
    }
  }

  /** An address of the internet protocol, version 4 or 6. */
  record Ip() implements AttrType<String> {
    @Override
    public String word() {
      return "ip";
    }
  }

  /** One of the app's languages, such as {@code en_AE}. */
  record Language() implements AttrType<String> {
    @Override
    public String word() {
      return "locales";
    }
  }

  /** A day of the calendar: {@code 2020-01-31}. */
  record Date() implements AttrType<LocalDate> {
    @Override
    public String word() {
      return "date";
    }

    @Override
    public LocalDate typed(Object plain) {
      return LocalDate.parse((String) plain);
    }

    @Override
    public Object plain(LocalDate value) {
      return value.toString();
    }
  }

  /** A time of the day, kept as it was written: {@code 12:00}, {@code 12:00:30.5}. */
  record Time() implements AttrType<LocalTime> {
    @Override
    public String word() {
      return "time";
    }

    @Override
    public LocalTime typed(Object plain) {
      return LocalTime.parse((String) plain);
    }

    @Override
    public Object plain(LocalTime value) {
      return value.toString();
    }
  }

  /** A moment, to the millisecond. */
  record Datetime() implements AttrType<Instant> {
    @Override
    public String word() {
      return "datetime";
    }

    @Override
    public Object plain(Instant value) {
      return value.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /** A text in several languages. */
  record Locale() implements AttrType<LocaleText> {
    @Override
    public String word() {
      return "locale";
    }

    @Override
    public LocaleText typed(Object plain) {
      Map<String, String> texts = new LinkedHashMap<>();
      ((Map<?, ?>) plain)
          .forEach((locale, text) -> texts.put((String) locale, String.valueOf(text)));
      return new LocaleText(texts);
    }

    @Override
    public Object plain(LocaleText value) {
      return value.texts();
    }
  }

  /** A list whose members are of one type. */
  record ListOf<E>(AttrType<E> of) implements AttrType<List<E>> {
    @Override
    public String word() {
      return "list";
    }

    @Override
    public List<E> typed(Object plain) {
      List<E> members = new ArrayList<>();
      ((List<?>) plain).forEach(member -> members.add(of.typed(member)));
      return members;
    }

    @Override
    public Object plain(List<E> value) {
      return value.stream().map(of::plain).toList();
    }
  }

  /** An object (or, as level 1 allows, a list) of whatever keys and JSON values. */
  record Dict() implements AttrType<Object> {
    @Override
    public String word() {
      return "attrs";
    }
  }

  /** An object of whatever keys, whose values are of one type. */
  record DictOf<V>(AttrType<V> of) implements AttrType<Map<String, V>> {
    public DictOf {
      if (of instanceof File || of instanceof SecretType || of instanceof ListOf<?>(File _)) {
        throw new IllegalArgumentException(
            "A dict has no values of type " + of.word() + ": give them an attribute of their own");
      }
    }

    @Override
    public String word() {
      return "dict";
    }

    @Override
    public Map<String, V> typed(Object plain) {
      Map<String, V> values = new LinkedHashMap<>();
      ((Map<?, ?>) plain).forEach((key, value) -> values.put((String) key, of.typed(value)));
      return values;
    }

    @Override
    public Object plain(Map<String, V> value) {
      Map<String, Object> plain = new LinkedHashMap<>();
      value.forEach((key, member) -> plain.put(key, of.plain(member)));
      return plain;
    }
  }

  /**
   * A value of one of several types, which are tried in order. They are such as JSON itself tells
   * apart: texts, numbers, true and false.
   */
  record Union(List<AttrType<?>> of) implements AttrType<Object> {
    public Union {
      of = List.copyOf(of);
      for (AttrType<?> member : of) {
        if (!isOfJson(member)) {
          throw new IllegalArgumentException("A union has no member of type " + member.word());
        }
      }
    }

    private static boolean isOfJson(AttrType<?> type) {
      return switch (type) {
        case Str _,
            Int _,
            Decimal _,
            Bool _,
            Literal _,
            Email _,
            Phone _,
            Web _,
            Url _,
            Ip _,
            Language _,
            Date _,
            Time _ ->
            true;
        default -> false;
      };
    }

    @Override
    public String word() {
      return "union";
    }
  }

  /** A point on the earth: {@code {"type":"Point","coordinates":[longitude, latitude]}}. */
  record Geo() implements AttrType<GeoPoint> {
    @Override
    public String word() {
      return "geo";
    }

    @Override
    public GeoPoint typed(Object plain) {
      List<?> at = member(plain, "coordinates", List.class);
      return new GeoPoint(((Number) at.get(0)).doubleValue(), ((Number) at.get(1)).doubleValue());
    }

    @Override
    public Object plain(GeoPoint value) {
      Map<String, Object> point = new LinkedHashMap<>();
      point.put("type", "Point");
      point.put("coordinates", List.of(value.longitude(), value.latitude()));
      return point;
    }
  }

  /**
   * A file of one of the media types; {@code image/*} takes every kind of image, no types take
   * every file.
   */
  record File(List<String> mediaTypes) implements AttrType<FileRef> {
    public File {
      mediaTypes = List.copyOf(mediaTypes);
    }

    @Override
    public String word() {
      return "file";
    }

    @Override
    public FileRef typed(Object plain) {
      return new FileRef(
          member(plain, "name", String.class),
          member(plain, "type", String.class),
          member(plain, "size", Long.class),
          member(plain, "lastModified", Long.class),
          member(plain, "hash", String.class));
    }

    @Override
    public Object plain(FileRef value) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("name", value.name());
      file.put("size", value.size());
      file.put("type", value.type());
      file.put("lastModified", value.lastModified());
      file.put("hash", value.hash());
      return file;
    }
  }

  /** With whom a document is shared: {@code {"anon":bool,"users":[id],"groups":[id]}}. */
  record AccessType() implements AttrType<Access> {
    @Override
    public String word() {
      return "access";
    }

    @Override
    public Access typed(Object plain) {
      Map<?, ?> access = (Map<?, ?>) plain;
      return new Access(
          Boolean.TRUE.equals(access.get("anon")),
          ids(access.get("users")),
          ids(access.get("groups")));
    }

    @Override
    public Object plain(Access value) {
      Map<String, Object> access = new LinkedHashMap<>();
      access.put("anon", value.anon());
      access.put("users", List.copyOf(value.users()));
      access.put("groups", List.copyOf(value.groups()));
      return access;
    }

    private static Set<Id> ids(@Nullable Object list) {
      Set<Id> ids = new LinkedHashSet<>();
      if (list instanceof List<?> members) {
        members.forEach(member -> ids.add((Id) member));
      }
      return ids;
    }
  }

  /**
   * What a user or a group may do: {@code {"module": ["privilege"]}}; a lone {@code "*"} may stand
   * for {@code ["*"]}.
   */
  record PrivilegesType() implements AttrType<Privileges> {
    @Override
    public String word() {
      return "privileges";
    }

    @Override
    public Privileges typed(Object plain) {
      Map<String, Set<String>> byModule = new LinkedHashMap<>();
      ((Map<?, ?>) plain).forEach((module, names) -> byModule.put((String) module, names(names)));
      return new Privileges(byModule);
    }

    @Override
    public Object plain(Privileges value) {
      Map<String, Object> byModule = new LinkedHashMap<>();
      value.byModule().forEach((module, names) -> byModule.put(module, List.copyOf(names)));
      return byModule;
    }

    private static Set<String> names(Object names) {
      Set<String> set = new LinkedHashSet<>();
      if (names instanceof List<?> list) {
        list.forEach(name -> set.add(String.valueOf(name)));
      } else {
        set.add(String.valueOf(names));
      }
      return set;
    }
  }

  /** A text that never leaves the server; see {@link Secret}. */
  record SecretType() implements AttrType<Secret> {
    @Override
    public String word() {
      return "secret";
    }
  }
}
