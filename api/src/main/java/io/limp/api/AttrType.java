package io.limp.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  default String word() {
    return TypeWords.of(this);
  }

  /** The plain value as module code sees it. The plain value must have passed the type's check. */
  @SuppressWarnings("unchecked") // most types are seen as they are stored; the others override this
  default T typed(Object plain) {
    return (T) plain;
  }

  /** The value as a document holds it. */
  default Object plain(T value) {
    return value;
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
  record Any() implements AttrType<Object> {}

  /** The id of a document. */
  record IdType() implements AttrType<Id> {}

  /** Text. */
  record Str() implements AttrType<String> {}

  /** A whole number, 64 bits. */
  record Int() implements AttrType<Long> {}

  /** A number, 64-bit floating point, finite. */
  record Decimal() implements AttrType<Double> {
    @Override
    public Double typed(Object plain) {
      return ((Number) plain).doubleValue();
    }
  }

  record Bool() implements AttrType<Boolean> {}

  /** One of a few fixed texts. */
  record Literal(List<String> values) implements AttrType<String> {
    public Literal {
      values = List.copyOf(values);
    }
  }

  /** An e-mail address: {@code something@host.domain}. */
  record Email() implements AttrType<String> {}

  /** A telephone number: {@code +} and digits. */
  record Phone() implements AttrType<String> {}

  /** A web address of a host, http or https, without a path. */
  record Web() implements AttrType<String> {}

  /** A web address, http or https, with a path and whatever follows it. */
  record Url() implements AttrType<String> {}

  /** An address of the internet protocol, version 4 or 6. */
  record Ip() implements AttrType<String> {}

  /** One of the app's languages, such as {@code en_AE}. */
  record Language() implements AttrType<String> {}

  /** A day of the calendar: {@code 2020-01-31}. */
  record Date() implements AttrType<LocalDate> {
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
    public Object plain(Instant value) {
      return value.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /** A text in several languages. */
  record Locale() implements AttrType<LocaleText> {
    @Override
    public LocaleText typed(Object plain) {
      return LocaleText.ofPlain(plain);
    }

    @Override
    public Object plain(LocaleText value) {
      return value.texts();
    }
  }

  /** A list whose members are of one type. */
  record ListOf<E>(AttrType<E> of) implements AttrType<List<E>> {
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
  record Dict() implements AttrType<Object> {}

  /** An object of whatever keys, whose values are of one type. */
  record DictOf<V>(AttrType<V> of) implements AttrType<Map<String, V>> {
    public DictOf {
      if (of instanceof File || of instanceof SecretType || of instanceof ListOf<?>(File _)) {
        throw new IllegalArgumentException(
            "A dict has no values of type " + of.word() + ": give them an attribute of their own");
      }
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
  }

  /** A point on the earth: {@code {"type":"Point","coordinates":[longitude, latitude]}}. */
  record Geo() implements AttrType<GeoPoint> {
    @Override
    public GeoPoint typed(Object plain) {
      return GeoPoint.ofPlain(plain);
    }

    @Override
    public Object plain(GeoPoint value) {
      return value.plain();
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
    public FileRef typed(Object plain) {
      return FileRef.ofPlain(plain);
    }

    @Override
    public Object plain(FileRef value) {
      return value.plain();
    }
  }

  /** With whom a document is shared: {@code {"anon":bool,"users":[id],"groups":[id]}}. */
  record AccessType() implements AttrType<Access> {
    @Override
    public Access typed(Object plain) {
      return Access.ofPlain(plain);
    }

    @Override
    public Object plain(Access value) {
      return value.plain();
    }
  }

  /**
   * What a user or a group may do: {@code {"module": ["privilege"]}}; a lone {@code "*"} may stand
   * for {@code ["*"]}.
   */
  record PrivilegesType() implements AttrType<Privileges> {
    @Override
    public Privileges typed(Object plain) {
      return Privileges.ofPlain(plain);
    }

    @Override
    public Object plain(Privileges value) {
      return value.plain();
    }
  }

  /** A text that never leaves the server; see {@link Secret}. */
  record SecretType() implements AttrType<Secret> {}
}
