package io.limp.api;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The words that a module is written in: {@code import static io.limp.api.Limp.*;}.
 *
 * <p>First the attributes, then who may call, then the conditions.
 */
public final class Limp {
  private Limp() {}

  /** An attribute of a type that is said elsewhere, such as a package's own one. */
  public static <T> Attr<T> attr(String name, AttrType<T> type) {
    return Attr.of(name, type);
  }

  /** Any JSON value. */
  public static Attr<Object> any(String name) {
    return Attr.of(name, new AttrType.Any());
  }

  /** The id of a document, given by the caller as 24 hexadecimal digits. */
  public static Attr<Id> id(String name) {
    return Attr.of(name, new AttrType.IdType());
  }

  /** The user who created the document: the server sets it. */
  public static Attr<Id> owner(String name) {
    return Attr.byServer(name, new AttrType.IdType(), Attr.Source.OWNER);
  }

  /** The moment when the document was created: the server sets it. */
  public static Attr<Instant> created(String name) {
    return Attr.byServer(name, new AttrType.Datetime(), Attr.Source.CREATED);
  }

  /** Text. */
  public static Attr<String> str(String name) {
    return Attr.of(name, new AttrType.Str());
  }

  /** Text of some lengths, or of a pattern: {@code str("code", t -> t.pattern("[A-Z]{3}"))}. */
  public static Attr<String> str(String name, UnaryOperator<TextRule> words) {
    return Attr.of(name, AttrType.str(words));
  }

  /** A whole number of 64 bits. */
  public static Attr<Long> integer(String name) {
    return Attr.of(name, new AttrType.Int());
  }

  /** A whole number of a range: {@code integer("stars", n -> n.range(1, 5))}. */
  public static Attr<Long> integer(String name, UnaryOperator<NumberRule> words) {
    return Attr.of(name, AttrType.integer(words));
  }

  /** A finite number of 64-bit floating point. */
  public static Attr<Double> decimal(String name) {
    return Attr.of(name, new AttrType.Decimal());
  }

  /** A finite number of a range: {@code decimal("price", n -> n.from(0).step(0.05))}. */
  public static Attr<Double> decimal(String name, UnaryOperator<NumberRule> words) {
    return Attr.of(name, AttrType.decimal(words));
  }

  public static Attr<Boolean> bool(String name) {
    return Attr.of(name, new AttrType.Bool());
  }

  /** One of a few fixed texts. */
  public static Attr<String> literal(String name, String... values) {
    return Attr.of(name, new AttrType.Literal(List.of(values)));
  }

  /** An e-mail address. */
  public static Attr<String> email(String name) {
    return Attr.of(name, new AttrType.Email());
  }

  /** A telephone number: {@code +} and digits. */
  public static Attr<String> phone(String name) {
    return Attr.of(name, new AttrType.Phone());
  }

  /**
   * A telephone number of one of these countries, as it is really given out there; kept as E.164,
   * so that {@code +971 50-123 4567} and {@code +971501234567} are the same.
   *
   * @param countryCodes such as 971; 1 stands for the whole North American plan
   */
  public static Attr<String> phone(String name, int... countryCodes) {
    return Attr.of(name, AttrType.phone(countryCodes));
  }

  /** A web address: http or https, a host, no path. */
  public static Attr<String> web(String name) {
    return Attr.of(name, new AttrType.Web());
  }

  /** A web address: http or https, a host, and whatever path. */
  public static Attr<String> url(String name) {
    return Attr.of(name, new AttrType.Url());
  }

  /** An address of the internet protocol, version 4 or 6. */
  public static Attr<String> ip(String name) {
    return Attr.of(name, new AttrType.Ip());
  }

  /** An address of the internet protocol, version 4: {@code 192.0.2.1}. */
  public static Attr<String> ipv4(String name) {
    return Attr.of(name, AttrType.ipv4());
  }

  /** An address of the internet protocol, version 6: {@code 2001:db8::1}. */
  public static Attr<String> ipv6(String name) {
    return Attr.of(name, AttrType.ipv6());
  }

  /** One of the app's languages, such as {@code en_AE}. */
  public static Attr<String> language(String name) {
    return Attr.of(name, new AttrType.Language());
  }

  /** A day of the calendar: {@code 2020-01-31}. */
  public static Attr<LocalDate> date(String name) {
    return Attr.of(name, new AttrType.Date());
  }

  /** A day of a range: {@code date("day", d -> d.from(LocalDate.of(2026, 1, 1)))}. */
  public static Attr<LocalDate> date(String name, UnaryOperator<Range<LocalDate>> words) {
    return Attr.of(name, AttrType.date(words));
  }

  /** A time of the day: {@code 12:00}. */
  public static Attr<LocalTime> time(String name) {
    return Attr.of(name, new AttrType.Time());
  }

  /** A time of a range: {@code time("from", t -> t.range(OPEN, CLOSE))}. */
  public static Attr<LocalTime> time(String name, UnaryOperator<Range<LocalTime>> words) {
    return Attr.of(name, AttrType.time(words));
  }

  /** A moment, to the millisecond. */
  public static Attr<Instant> datetime(String name) {
    return Attr.of(name, new AttrType.Datetime());
  }

  /** A moment of a range: {@code datetime("due", d -> d.from(OPENING))}. */
  public static Attr<Instant> datetime(String name, UnaryOperator<Range<Instant>> words) {
    return Attr.of(name, AttrType.datetime(words));
  }

  /** A text in the languages of the app. */
  public static Attr<LocaleText> locale(String name) {
    return Attr.of(name, new AttrType.Locale());
  }

  /** A list with members of one type: {@code list("tags", AttrType.str())}. */
  public static <T> Attr<List<T>> list(String name, AttrType<T> of) {
    return Attr.of(name, new AttrType.ListOf<>(of));
  }

  /** A list of so many members: {@code list("tags", AttrType.str(), l -> l.size(1, 10))}. */
  public static <T> Attr<List<T>> list(String name, AttrType<T> of, UnaryOperator<Size> words) {
    return Attr.of(name, AttrType.list(of, words));
  }

  /**
   * A list whose members are each of the first of these types that takes it; see {@link #union}.
   */
  public static Attr<List<Object>> list(
      String name, AttrType<?> first, AttrType<?> second, AttrType<?>... more) {
    List<AttrType<?>> all = new ArrayList<>(List.of(first, second));
    all.addAll(List.of(more));
    return Attr.of(name, new AttrType.ListOf<>(new AttrType.Union(all)));
  }

  /** An object of whatever keys and JSON values. */
  public static Attr<Object> dict(String name) {
    return Attr.of(name, new AttrType.Dict());
  }

  /** An object of whatever keys, with values of one type: {@code dict("meta", AttrType.any())}. */
  public static <V> Attr<Map<String, V>> dict(String name, AttrType<V> of) {
    return Attr.of(name, new AttrType.DictOf<>(of));
  }

  /**
   * An object of some keys, with values of one type: {@code dict("sizes", AttrType.integer(), d ->
   * d.size(1, 5).required("width"))}.
   */
  public static <V> Attr<Map<String, V>> dict(
      String name, AttrType<V> of, UnaryOperator<DictRule> words) {
    return Attr.of(name, AttrType.dict(of, words));
  }

  /**
   * An object of named attributes: {@code dict("address", STREET, CITY)}. Each may be optional or
   * have a default; a key that is not named is refused. Module code reads it as a {@link Doc}.
   */
  public static Attr<Doc> dict(String name, Attr<?>... attrs) {
    return Attr.of(name, AttrType.dict(attrs));
  }

  /**
   * A value of the first of the types that takes it. They are such as JSON itself tells apart:
   * texts, numbers, true and false, and lists and objects of those.
   */
  public static Attr<Object> union(String name, AttrType<?>... of) {
    return Attr.of(name, new AttrType.Union(List.of(of)));
  }

  /** A point on the earth. */
  public static Attr<GeoPoint> geo(String name) {
    return Attr.of(name, new AttrType.Geo());
  }

  /**
   * One file of the media types; {@code image/*} for every kind of image, none for every file. A
   * list of one is taken too.
   */
  public static Attr<FileRef> file(String name, String... mediaTypes) {
    return Attr.of(name, new AttrType.File(List.of(mediaTypes)));
  }

  /** One file of a rule: {@code file("cv", f -> f.types("application/pdf").largest(1_000_000))}. */
  public static Attr<FileRef> file(String name, UnaryOperator<FileRule> words) {
    return Attr.of(name, AttrType.file(words));
  }

  /** A list of files. */
  public static Attr<List<FileRef>> files(String name, String... mediaTypes) {
    return Attr.of(name, new AttrType.ListOf<>(new AttrType.File(List.of(mediaTypes))));
  }

  /** A list of files of a rule: {@code files("photos", f -> f.types("image/*").count(1, 8))}. */
  public static Attr<List<FileRef>> files(String name, UnaryOperator<FileRule> words) {
    FileRule rule = words.apply(FileRule.NONE);
    return Attr.of(name, new AttrType.ListOf<>(AttrType.File.of(rule), rule.count()));
  }

  /** With whom a document is shared. */
  public static Attr<Access> access(String name) {
    return Attr.of(name, new AttrType.AccessType());
  }

  /** What a user or a group may do. */
  public static Attr<Privileges> privileges(String name) {
    return Attr.of(name, new AttrType.PrivilegesType());
  }

  /** A text that never leaves the server. */
  public static Attr<Secret> secret(String name) {
    return Attr.of(name, new AttrType.SecretType());
  }

  /**
   * A text that counts: the server sets it when a document is created, and no number is left out or
   * given twice, however many are created at once and whichever of them are refused.
   *
   * <p>{@code {n}} is the number, {@code {n:05}} the same in five digits or more; {@code {year}},
   * {@code {month}} and {@code {day}} are those of the call, in UTC; another name is an attribute
   * of the document. It counts from 1 for every text that the other parts make: {@code
   * INV-{year}-{n:05}} begins anew each year, {@code {branch}-{n}} counts for each branch.
   *
   * @param pattern such as {@code INV-{year}-{n:05}}
   */
  public static Attr<String> counter(String name, String pattern) {
    return counter(name, pattern, words -> words);
  }

  /** The same with values of the module's own, or counting on whatever the other parts are. */
  public static Attr<String> counter(
      String name, String pattern, UnaryOperator<CounterRule> words) {
    CounterRule rule = words.apply(new CounterRule(pattern, Map.of(), false));
    return Attr.byServer(name, new AttrType.Counter(rule), Attr.Source.COUNTER);
  }

  /** Everybody, signed in or not. */
  public static Permit anyone() {
    return Permit.of(Permit.Who.ANYONE, "");
  }

  /** Every user who has signed in. */
  public static Permit signedIn() {
    return Permit.of(Permit.Who.SIGNED_IN, "");
  }

  /** Who has that privilege on the module. */
  public static Permit permit(String privilege) {
    return Permit.of(Permit.Who.PRIVILEGED, privilege);
  }

  /** The user who is calling. */
  public static Value<Id> me() {
    return new Value.Me();
  }

  /** The moment of the call. */
  public static Value<Instant> now() {
    return new Value.Now();
  }

  /** The access names the caller: everyone, the user, or one of the user's groups. */
  public static Query granted(Attr<Access> access) {
    return new Query.Granted(access.name());
  }

  /** Something that happens to the module's documents: {@code on(Blog.class).create()}. */
  public static Event.On on(Class<? extends LimpModule> module) {
    return new Event.On(module);
  }

  /**
   * By a cron expression, in UTC: minute, hour, day of the month, month, day of the week. {@code
   * cron("0 8 * * MON-FRI").in("Asia/Dubai")} is in another time zone.
   */
  public static Schedule.Cron cron(String expression) {
    return new Schedule.Cron(expression, "UTC");
  }

  /** At a fixed rate. */
  public static Schedule every(Duration period) {
    return new Schedule.Every(period);
  }

  /** Once, at that moment. */
  public static Schedule once(Instant at) {
    return new Schedule.Once(at);
  }

  public static Query allOf(Query... all) {
    return new Query.And(List.of(all));
  }

  public static Query anyOf(Query... any) {
    return new Query.Or(List.of(any));
  }
}
