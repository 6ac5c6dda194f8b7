package io.limp.api;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/**
 * The words that a module is written in: {@code import static io.limp.api.Limp.*;}.
 *
 * <p>First the attributes, then who may call, then the conditions.
 */
public final class Limp {
  private Limp() {}

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

  /** A whole number of 64 bits. */
  public static Attr<Long> integer(String name) {
    return Attr.of(name, new AttrType.Int());
  }

  /** A finite number of 64-bit floating point. */
  public static Attr<Double> decimal(String name) {
    return Attr.of(name, new AttrType.Decimal());
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

  /** One of the app's languages, such as {@code en_AE}. */
  public static Attr<String> language(String name) {
    return Attr.of(name, new AttrType.Language());
  }

  /** A day of the calendar: {@code 2020-01-31}. */
  public static Attr<LocalDate> date(String name) {
    return Attr.of(name, new AttrType.Date());
  }

  /** A time of the day: {@code 12:00}. */
  public static Attr<LocalTime> time(String name) {
    return Attr.of(name, new AttrType.Time());
  }

  /** A moment, to the millisecond. */
  public static Attr<Instant> datetime(String name) {
    return Attr.of(name, new AttrType.Datetime());
  }

  /** A text in the languages of the app. */
  public static Attr<LocaleText> locale(String name) {
    return Attr.of(name, new AttrType.Locale());
  }

  /** A list with members of one type: {@code list("tags", AttrType.str())}. */
  public static <T> Attr<List<T>> list(String name, AttrType<T> of) {
    return Attr.of(name, new AttrType.ListOf<>(of));
  }

  /** An object of whatever keys and JSON values. */
  public static Attr<Object> dict(String name) {
    return Attr.of(name, new AttrType.Dict());
  }

  /** An object of whatever keys, with values of one type: {@code dict("meta", AttrType.any())}. */
  public static <V> Attr<Map<String, V>> dict(String name, AttrType<V> of) {
    return Attr.of(name, new AttrType.DictOf<>(of));
  }

  /** A value of the first of the types that takes it: texts, numbers, true and false. */
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

  /** A list of files. */
  public static Attr<List<FileRef>> files(String name, String... mediaTypes) {
    return Attr.of(name, new AttrType.ListOf<>(new AttrType.File(List.of(mediaTypes))));
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
