package io.limp.api;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One way to be allowed to call a method. A method's permits are tried in order and the first that
 * fits the caller is the one: its condition is ANDed to the call's query, its changes are made to
 * the call's doc, and its lists say which attributes there are for the caller.
 *
 * <pre>{@code
 * .read(permit("read"), anyone().where(STATUS.is("published")).shows(TITLE, CONTENT))
 * .update(permit("admin"), permit("update").where(USER.is(me())).accepts(TITLE, CONTENT))
 * }</pre>
 *
 * @param who whom it fits
 * @param privilege the privilege that {@link Who#PRIVILEGED} asks for, on the method's own module;
 *     else empty
 * @param where the condition ANDed to the call's query
 * @param set attributes of the doc that are forced to a value
 * @param drop attributes taken out of the caller's doc
 * @param keep attributes given by the server (owner, created) that the caller may set all the same
 * @param shows the attributes that the caller may see; none: all but those that it hides
 * @param hides attributes that the caller may not see
 * @param accepts the attributes that the caller's doc may give; none: all
 * @param most how many documents one read gives at the most; empty: what the server allows
 * @param source where it was written
 */
public record Permit(
    Who who,
    String privilege,
    Query where,
    Map<String, Value<?>> set,
    Set<String> drop,
    Set<String> keep,
    Set<String> shows,
    Set<String> hides,
    Set<String> accepts,
    OptionalInt most,
    SourceLine source) {
  /** Whom a permit fits. */
  public enum Who {
    ANYONE,
    SIGNED_IN,
    PRIVILEGED
  }

  public Permit {
    set = Map.copyOf(set);
    drop = Set.copyOf(drop);
    keep = Set.copyOf(keep);
    shows = Set.copyOf(shows);
    hides = Set.copyOf(hides);
    accepts = Set.copyOf(accepts);
  }

  static Permit of(Who who, String privilege) {
    return new Permit(
        who,
        privilege,
        Query.everything(),
        Map.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        OptionalInt.empty(),
        SourceLine.here());
  }

  /** Only for the documents for which the condition holds too. */
  public Permit where(Query condition) {
    Query both = where.and(condition);
    return new Permit(who, privilege, both, set, drop, keep, shows, hides, accepts, most, source);
  }

  /** Forces an attribute of the doc. */
  public <T> Permit set(Attr<T> attr, T value) {
    return setValue(attr, new Value.Constant<>(attr.type().plain(value)));
  }

  /**
   * Forces an attribute of the doc to what the value stands for when the call runs, such as {@code
   * me()}. A value that a client sends for it must be of its type all the same; with {@link
   * #drop(Attr...)} beside, nobody looks at it.
   */
  public <T> Permit set(Attr<T> attr, Value<T> value) {
    return setValue(attr, value);
  }

  /** Takes attributes out of the caller's doc, without a word: they may not be set this way. */
  public Permit drop(Attr<?>... attrs) {
    Set<String> more = names(drop, attrs);
    return new Permit(who, privilege, where, set, more, keep, shows, hides, accepts, most, source);
  }

  /** Lets the caller set attributes that the server gives otherwise. */
  public Permit keep(Attr<?>... attrs) {
    Set<String> more = names(keep, attrs);
    return new Permit(who, privilege, where, set, drop, more, shows, hides, accepts, most, source);
  }

  /**
   * These attributes and {@code _id} are all that there is for the caller: no answer shows another
   * one, and a query that asks for one is refused. Said of {@code read}, it holds in all methods of
   * the module, in its files and its history, and wherever other modules expand its documents.
   */
  public Permit shows(Attr<?> first, Attr<?>... others) {
    Set<String> more = names(names(shows, first), others);
    return new Permit(who, privilege, where, set, drop, keep, more, hides, accepts, most, source);
  }

  /** All but these attributes are there for the caller; see {@link #shows(Attr, Attr...)}. */
  public Permit hides(Attr<?> first, Attr<?>... others) {
    Set<String> more = names(names(hides, first), others);
    return new Permit(who, privilege, where, set, drop, keep, shows, more, accepts, most, source);
  }

  /**
   * The caller's doc may give these attributes; with another one the call is refused (403). What
   * the permit sets or drops, and what the server gives, clients may send as before: it is left
   * out.
   */
  public Permit accepts(Attr<?> first, Attr<?>... others) {
    Set<String> more = names(names(accepts, first), others);
    return new Permit(who, privilege, where, set, drop, keep, shows, hides, more, most, source);
  }

  /**
   * One read gives so many documents at the most, whatever {@code $limit} asks for; {@code $skip}
   * and {@code $after} give the others. For what anybody may read.
   *
   * <pre>{@code .read(permit("read"), anyone().atMost(100))}</pre>
   *
   * @param documents from 1 on
   */
  public Permit atMost(int documents) {
    if (documents < 1) {
      throw new IllegalArgumentException("atMost takes 1 or more, not " + documents);
    }
    OptionalInt pages = OptionalInt.of(documents);
    return new Permit(who, privilege, where, set, drop, keep, shows, hides, accepts, pages, source);
  }

  /** True when the caller's doc may give the attribute. */
  public boolean maySet(Attr<?> attr) {
    return !drop.contains(attr.name())
        && accepts(attr.name())
        && (attr.source() == Attr.Source.DOC || keep.contains(attr.name()));
  }

  /** True when the attribute of that name may be given, or nothing is said of it. */
  public boolean accepts(String attr) {
    return accepts.isEmpty() || accepts.contains(attr);
  }

  /** True when the caller may see the attribute of that name. */
  public boolean shows(String attr) {
    return (shows.isEmpty() || shows.contains(attr)) && !hides.contains(attr);
  }

  private Permit setValue(Attr<?> attr, Value<?> value) {
    Map<String, Value<?>> more = new LinkedHashMap<>(set);
    more.put(attr.name(), value);
    return new Permit(who, privilege, where, more, drop, keep, shows, hides, accepts, most, source);
  }

  private static Set<String> names(Set<String> before, Attr<?>... attrs) {
    Set<String> more = new LinkedHashSet<>(before);
    for (Attr<?> attr : attrs) {
      more.add(attr.name());
    }
    return more;
  }
}
