package io.limp.api;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attribute of a module's documents: its name, its type, and whether it may be missing.
 *
 * <p>An attribute is also the left side of a condition ({@code STATUS.is("draft")}) and the key
 * under which a document gives its value ({@code call.doc().get(STATUS)}), so {@code javac} checks
 * both.
 *
 * <pre>
 * {@code public static final Attr<String> STATUS = literal("status", "draft", "published").defaultsTo("draft");}
 * </pre>
 *
 * @param <T> the Java type of its values
 */
public final class Attr<T> {
  /** Who gives the value. */
  public enum Source {
    /** The caller's doc. */
    DOC,
    /** The server, on create: the user who is calling. */
    OWNER,
    /** The server, on create: the moment. */
    CREATED,
    /** The server, on create: the next number. */
    COUNTER
  }

  private final String name;
  private final AttrType<T> type;
  private final Source source;
  private final boolean optional;
  private final @Nullable Supplier<T> defaultValue;
  private final Levels levels;
  private final Guard guard;

  /**
   * What clients may not.
   *
   * @param hidden it never leaves the server
   * @param once an update does not change it
   */
  private record Guard(boolean hidden, boolean once) {
    static final Guard NONE = new Guard(false, false);
  }

  /**
   * What differs between the generations of clients.
   *
   * @param since older ones neither see it nor set it
   * @param until newer ones neither see it nor set it
   * @param needed until that one it is not optional, whatever else was said; null: nowhere
   * @param fixed from that one on an update does not set it; null: nowhere
   */
  private record Levels(Level since, Level until, @Nullable Level needed, @Nullable Level fixed) {
    static final Levels ALL = new Levels(Level.ONE, Level.SEVEN, null, null);

    // Spelled out for the sake of the nullness checker.
    Levels(Level since, Level until, @Nullable Level needed, @Nullable Level fixed) {
      this.since = since;
      this.until = until;
      this.needed = needed;
      this.fixed = fixed;
    }
  }

  /** A default value that is no computed one. */
  private record Constant<T>(T value) implements Supplier<T> {
    @Override
    public T get() {
      return value;
    }
  }

  private Attr(
      String name,
      AttrType<T> type,
      Source source,
      boolean optional,
      @Nullable Supplier<T> defaultValue,
      Levels levels,
      Guard guard) {
    this.name = name;
    this.type = type;
    this.source = source;
    this.optional = optional;
    this.defaultValue = defaultValue;
    this.levels = levels;
    this.guard = guard;
  }

  static <T> Attr<T> of(String name, AttrType<T> type) {
    return new Attr<>(name, type, Source.DOC, false, null, Levels.ALL, Guard.NONE);
  }

  static <T> Attr<T> byServer(String name, AttrType<T> type, Source source) {
    return new Attr<>(name, type, source, true, null, Levels.ALL, Guard.NONE);
  }

  public String name() {
    return name;
  }

  public AttrType<T> type() {
    return type;
  }

  public Source source() {
    return source;
  }

  /** True when a document may be created without it. */
  public boolean isOptional() {
    return optional;
  }

  /** True when clients of that level may create a document without it. */
  public boolean isOptional(Level level) {
    return optional && (levels.needed == null || !levels.needed.isFrom(level));
  }

  /** True when clients of that level see it and set it. */
  public boolean isAt(Level level) {
    return level.isFrom(levels.since) && levels.until.isFrom(level);
  }

  /** True when clients of that level set it by an update. */
  public boolean isUpdatedAt(Level level) {
    return isAt(level) && (levels.fixed == null || !level.isFrom(levels.fixed));
  }

  /** True when it never leaves the server, as secrets never do. */
  public boolean isHidden() {
    return guard.hidden || type instanceof AttrType.SecretType;
  }

  /** True when clients give it once, and do not change it then. */
  public boolean isWriteOnce() {
    return guard.once;
  }

  /** A new default value, where one is declared. */
  public Optional<T> defaultValue() {
    return Optional.ofNullable(defaultValue).map(Supplier::get);
  }

  /** The default value, where it is the same for every document. */
  public Optional<T> constantDefault() {
    return defaultValue instanceof Constant<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /** True when new documents get a default value. */
  public boolean hasDefault() {
    return defaultValue != null;
  }

  /** The same attribute, which may be missing; it then reads as {@code null} on the wire. */
  public Attr<T> optional() {
    return new Attr<>(name, type, source, true, defaultValue, levels, guard);
  }

  /** The same attribute, filled with that value when a new document lacks it. */
  public Attr<T> defaultsTo(T value) {
    return new Attr<>(name, type, source, true, new Constant<>(value), levels, guard);
  }

  /** The same attribute, filled with what the supplier then gives when a new document lacks it. */
  public Attr<T> defaultsTo(Supplier<T> value) {
    return new Attr<>(name, type, source, true, value, levels, guard);
  }

  /**
   * The same attribute, which never leaves the server: no answer shows it, no query finds, sorts or
   * groups by it, no refusal quotes it. Clients may set it unless the permit drops it; module code
   * reads it.
   */
  public Attr<T> hidden() {
    return new Attr<>(
        name, type, source, optional, defaultValue, levels, new Guard(true, guard.once));
  }

  /**
   * The same attribute, which clients set once, by a create or while it is missing by an update:
   * another value is refused then. {@code keep} in a permit lifts that, and module code may change
   * it.
   */
  public Attr<T> writeOnce() {
    return new Attr<>(
        name, type, source, optional, defaultValue, levels, new Guard(guard.hidden, true));
  }

  /** The same attribute, which clients of older levels know nothing of. */
  public Attr<T> since(Level level) {
    return at(optional, new Levels(level, levels.until, levels.needed, levels.fixed));
  }

  /** The same attribute, which clients of newer levels know nothing of. */
  public Attr<T> until(Level level) {
    return at(optional, new Levels(levels.since, level, levels.needed, levels.fixed));
  }

  /** The same attribute, which is optional but for clients of that level and older ones. */
  public Attr<T> neededUntil(Level level) {
    return at(true, new Levels(levels.since, levels.until, level, levels.fixed));
  }

  /**
   * The same attribute, which clients of that level and newer ones do not set by an update: there
   * are other methods for it.
   */
  public Attr<T> fixedSince(Level level) {
    return at(optional, new Levels(levels.since, levels.until, levels.needed, level));
  }

  private Attr<T> at(boolean mayBeMissing, Levels changed) {
    return new Attr<>(name, type, source, mayBeMissing, defaultValue, changed, guard);
  }

  /**
   * The way on through this attribute, for conditions and expansions: into the document that it
   * refers to, where the module expands it ({@code DEPOT.then(Depot.OWNER).is(me())}), or into the
   * object that it holds ({@code ADDRESS.then(CITY)}).
   */
  public <U> Attr<U> then(Attr<U> next) {
    return Attr.of(name + "." + next.name, next.type);
  }

  /** Equal to the value; for a list attribute: holds it. */
  public Query is(T value) {
    return new Query.Compare(name, Query.Op.EQ, constant(value));
  }

  /** Equal to what the value stands for when the call runs, such as {@code me()}. */
  public Query is(Value<T> value) {
    return new Query.Compare(name, Query.Op.EQ, value);
  }

  public Query isNot(T value) {
    return new Query.Compare(name, Query.Op.NE, constant(value));
  }

  public Query isNot(Value<T> value) {
    return new Query.Compare(name, Query.Op.NE, value);
  }

  /** Missing or null. */
  public Query isMissing() {
    return new Query.Compare(name, Query.Op.EQ, new Value.Constant<>(null));
  }

  public Query greaterThan(T value) {
    return new Query.Compare(name, Query.Op.GT, constant(value));
  }

  public Query greaterThan(Value<T> value) {
    return new Query.Compare(name, Query.Op.GT, value);
  }

  public Query lessThan(T value) {
    return new Query.Compare(name, Query.Op.LT, constant(value));
  }

  public Query lessThan(Value<T> value) {
    return new Query.Compare(name, Query.Op.LT, value);
  }

  public Query atLeast(T value) {
    return new Query.Compare(name, Query.Op.GTE, constant(value));
  }

  public Query atLeast(Value<T> value) {
    return new Query.Compare(name, Query.Op.GTE, value);
  }

  public Query atMost(T value) {
    return new Query.Compare(name, Query.Op.LTE, constant(value));
  }

  public Query atMost(Value<T> value) {
    return new Query.Compare(name, Query.Op.LTE, value);
  }

  /** From low to high, both included. */
  public Query between(T low, T high) {
    return new Query.Between(name, constant(low), constant(high));
  }

  /** Equal to one of the values. */
  public Query in(Collection<T> values) {
    return new Query.In(name, values.stream().map(type::plain).toList());
  }

  /** Holds the text anywhere, whatever the case of its letters. */
  public Query contains(String text) {
    return new Query.Contains(name, text);
  }

  /** A list attribute that holds the member. */
  public Query has(Object member) {
    Object plain = type instanceof AttrType.ListOf<?> list ? plainMember(list, member) : member;
    return new Query.Compare(name, Query.Op.EQ, new Value.Constant<>(plain));
  }

  public Sort ascending() {
    return new Sort(name, false);
  }

  public Sort descending() {
    return new Sort(name, true);
  }

  private Value<T> constant(T value) {
    return new Value.Constant<>(type.plain(value));
  }

  @SuppressWarnings(
      "unchecked") // the member is of the list's own type: the caller says so by its constant
  private static <E> Object plainMember(AttrType.ListOf<E> list, Object member) {
    return list.of().plain((E) member);
  }

  @Override
  public String toString() {
    return name
        + ": "
        + (type instanceof AttrType.ListOf<?> list ? List.of(list.of().word()) : type.word());
  }
}
