package io.limp.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

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

  /**
   * The type by which values are kept, compared and sought: for a package's own type, that on which
   * it is built.
   */
  default AttrType<?> stored() {
    return StoredAs.of(this);
  }

  // The words for members: list("tags", AttrType.str()). What they mean, Limp says.

  static AttrType<String> str() {
    return new Str();
  }

  static AttrType<String> str(UnaryOperator<TextRule> words) {
    return new Str(words.apply(TextRule.NONE));
  }

  static AttrType<Id> id() {
    return new IdType();
  }

  static AttrType<Long> integer() {
    return new Int();
  }

  static AttrType<Long> integer(UnaryOperator<NumberRule> words) {
    return new Int(words.apply(NumberRule.NONE));
  }

  static AttrType<Double> decimal() {
    return new Decimal();
  }

  static AttrType<Double> decimal(UnaryOperator<NumberRule> words) {
    return new Decimal(words.apply(NumberRule.NONE));
  }

  static AttrType<Boolean> bool() {
    return new Bool();
  }

  static AttrType<String> literal(String... values) {
    return new Literal(List.of(values));
  }

  static AttrType<String> email() {
    return new Email();
  }

  static AttrType<String> phone(int... countryCodes) {
    return new Phone(Arrays.stream(countryCodes).boxed().toList());
  }

  static AttrType<String> web() {
    return new Web();
  }

  static AttrType<String> url() {
    return new Url();
  }

  static AttrType<String> ip() {
    return new Ip();
  }

  static AttrType<String> ipv4() {
    return new Ip(Ip.Version.FOUR);
  }

  static AttrType<String> ipv6() {
    return new Ip(Ip.Version.SIX);
  }

  static AttrType<String> language() {
    return new Language();
  }

  static AttrType<LocaleText> locale() {
    return new Locale();
  }

  static AttrType<LocalDate> date() {
    return new Date();
  }

  static AttrType<LocalDate> date(UnaryOperator<Range<LocalDate>> words) {
    return new Date(words.apply(Range.all()));
  }

  static AttrType<LocalTime> time() {
    return new Time();
  }

  static AttrType<LocalTime> time(UnaryOperator<Range<LocalTime>> words) {
    return new Time(words.apply(Range.all()));
  }

  static AttrType<Instant> datetime() {
    return new Datetime();
  }

  static AttrType<Instant> datetime(UnaryOperator<Range<Instant>> words) {
    return new Datetime(words.apply(Range.all()));
  }

  static AttrType<Object> any() {
    return new Any();
  }

  static <E> AttrType<List<E>> list(AttrType<E> of) {
    return new ListOf<>(of);
  }

  static <E> AttrType<List<E>> list(AttrType<E> of, UnaryOperator<Size> words) {
    return new ListOf<>(of, words.apply(Size.ANY));
  }

  static <V> AttrType<Map<String, V>> dict(AttrType<V> of) {
    return new DictOf<>(of);
  }

  static <V> AttrType<Map<String, V>> dict(AttrType<V> of, UnaryOperator<DictRule> words) {
    return new DictOf<>(of, words.apply(DictRule.NONE));
  }

  static AttrType<Doc> dict(Attr<?>... attrs) {
    return new Typed(List.of(attrs));
  }

  static AttrType<Object> union(AttrType<?>... of) {
    return new Union(List.of(of));
  }

  static AttrType<GeoPoint> geo() {
    return new Geo();
  }

  static AttrType<FileRef> file(UnaryOperator<FileRule> words) {
    return File.of(words.apply(FileRule.NONE));
  }

  /**
   * A package's own type, built on another: the server checks that one first, then asks the check.
   *
   * <pre>{@code
   * static final AttrType<String> IBAN = AttrType.own("iban", AttrType.str(), Iban::checked);
   * }</pre>
   *
   * @param word the type's name in messages
   * @param check gives the value to keep, changed or not; an {@link IllegalArgumentException} or a
   *     {@link java.time.DateTimeException} refuses it, and its message is the reason that the
   *     client is told
   */
  static <T> AttrType<T> own(String word, AttrType<T> of, UnaryOperator<T> check) {
    return new Own<>(word, of, check, UnaryOperator.identity());
  }

  /**
   * A package's own type with a Java type of its own.
   *
   * <pre>{@code
   * static final AttrType<Money> MONEY =
   *     AttrType.own("money", AttrType.str(), Money::parse, Money::toString);
   * }</pre>
   *
   * @param read what is kept to what module code sees; an {@link IllegalArgumentException} refuses
   *     a client's value
   * @param write what module code sees to what is kept
   */
  static <B, T> AttrType<T> own(
      String word, AttrType<B> of, Function<B, T> read, Function<T, B> write) {
    return new Own<>(word, of, read, write);
  }

  /** Any JSON value. */
  record Any() implements AttrType<Object> {}

  /** The id of a document. */
  record IdType() implements AttrType<Id> {}

  /** Text. */
  record Str(TextRule rule) implements AttrType<String> {
    public Str() {
      this(TextRule.NONE);
    }
  }

  /** A whole number, 64 bits. */
  record Int(NumberRule rule) implements AttrType<Long> {
    public Int() {
      this(NumberRule.NONE);
    }
  }

  /** A number, 64-bit floating point, finite. */
  record Decimal(NumberRule rule) implements AttrType<Double> {
    public Decimal() {
      this(NumberRule.NONE);
    }

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

  /**
   * A telephone number: {@code +} and digits.
   *
   * @param countryCodes only real numbers of these, kept as E.164; none: every number, as it is
   */
  record Phone(List<Integer> countryCodes) implements AttrType<String> {
    public Phone() {
      this(List.of());
    }

    public Phone {
      countryCodes = List.copyOf(countryCodes);
    }
  }

  /** A web address of a host, http or https, without a path. */
  record Web() implements AttrType<String> {}

  /** A web address, http or https, with a path and whatever follows it. */
  record Url() implements AttrType<String> {}

  /** An address of the internet protocol. */
  record Ip(Version version) implements AttrType<String> {
    /** Which addresses. */
    public enum Version {
      FOUR,
      SIX,
      ANY
    }

    public Ip() {
      this(Version.ANY);
    }
  }

  /** One of the app's languages, such as {@code en_AE}. */
  record Language() implements AttrType<String> {}

  /** A day of the calendar: {@code 2020-01-31}. */
  record Date(Range<LocalDate> range) implements AttrType<LocalDate> {
    public Date() {
      this(Range.all());
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
  record Time(Range<LocalTime> range) implements AttrType<LocalTime> {
    public Time() {
      this(Range.all());
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
  record Datetime(Range<Instant> range) implements AttrType<Instant> {
    public Datetime() {
      this(Range.all());
    }

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
  record ListOf<E>(AttrType<E> of, Size size) implements AttrType<List<E>> {
    public ListOf(AttrType<E> of) {
      this(of, Size.ANY);
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
  record Dict() implements AttrType<Object> {}

  /** An object of whatever keys, whose values are of one type. */
  record DictOf<V>(AttrType<V> of, DictRule rule) implements AttrType<Map<String, V>> {
    public DictOf(AttrType<V> of) {
      this(of, DictRule.NONE);
    }

    public DictOf {
      if (Members.holdFiles(of) || Members.holdSecrets(of)) {
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
   * An object of named attributes, each with its own type, optional or not, with a default or not.
   */
  record Typed(List<Attr<?>> attrs) implements AttrType<Doc> {
    public Typed {
      attrs = List.copyOf(attrs);
      Members.check(attrs);
    }

    /** The attribute of that name. */
    public Optional<Attr<?>> attr(String name) {
      return attrs.stream().filter(attr -> attr.name().equals(name)).findFirst();
    }

    @Override
    public Doc typed(Object plain) {
      Map<String, Object> values = new LinkedHashMap<>();
      ((Map<?, ?>) plain).forEach((name, value) -> values.put((String) name, value));
      return new Doc(Collections.unmodifiableMap(values));
    }

    @Override
    public Object plain(Doc value) {
      return value.values();
    }
  }

  /**
   * A value of one of several types, which are tried in order. They are such as JSON itself tells
   * apart: texts, numbers, true and false, and lists and objects of those.
   */
  record Union(List<AttrType<?>> of) implements AttrType<Object> {
    public Union {
      of = List.copyOf(of);
      for (AttrType<?> member : of) {
        if (!Members.areOfJson(member)) {
          throw new IllegalArgumentException("A union has no member of type " + member.word());
        }
      }
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
   *
   * @param most the largest, in bytes
   */
  record File(List<String> mediaTypes, long most) implements AttrType<FileRef> {
    public File(List<String> mediaTypes) {
      this(mediaTypes, Long.MAX_VALUE);
    }

    public File {
      mediaTypes = List.copyOf(mediaTypes);
    }

    static File of(FileRule rule) {
      return new File(rule.types(), rule.most());
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

  /** A text that counts; the server makes it. */
  record Counter(CounterRule rule) implements AttrType<String> {}

  /** A package's own type; see {@link AttrType#own}. */
  record Own<B, T>(String word, AttrType<B> of, Function<B, T> read, Function<T, B> write)
      implements AttrType<T> {
    public Own {
      if (Members.holdFiles(of) || Members.holdSecrets(of)) {
        throw new IllegalArgumentException(word + " cannot be built on " + of.word());
      }
    }

    @Override
    public T typed(Object plain) {
      return read.apply(of.typed(plain));
    }

    @Override
    public Object plain(T value) {
      return of.plain(write.apply(value));
    }
  }
}
