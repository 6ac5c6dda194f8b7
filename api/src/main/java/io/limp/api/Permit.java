package io.limp.api;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One way to be allowed to call a method. A method's permits are tried in order and the first that
 * fits the caller is the one: its condition is ANDed to the call's query, its changes are made to
 * the call's doc.
 *
 * <pre>{@code .update(permit("admin"), permit("update").where(USER.is(me())).drop(USER))}</pre>
 *
 * @param who whom it fits
 * @param privilege the privilege that {@link Who#PRIVILEGED} asks for, on the method's own module;
 *     else empty
 * @param where the condition ANDed to the call's query
 * @param set attributes of the doc that are forced to a value
 * @param drop attributes taken out of the caller's doc
 * @param keep attributes given by the server (owner, created) that the caller may set all the same
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
  }

  static Permit of(Who who, String privilege) {
    return new Permit(
        who,
        privilege,
        Query.everything(),
        Map.of(),
        Set.of(),
        Set.of(),
        OptionalInt.empty(),
        SourceLine.here());
  }

  /** Only for the documents for which the condition holds too. */
  public Permit where(Query condition) {
    return new Permit(who, privilege, where.and(condition), set, drop, keep, most, source);
  }

  /** Forces an attribute of the doc. */
  public <T> Permit set(Attr<T> attr, T value) {
    return setValue(attr, new Value.Constant<>(attr.type().plain(value)));
  }

  /**
   * Forces an attribute of the doc to what the value stands for when the call runs, such as {@code
   * me()}.
   */
  public <T> Permit set(Attr<T> attr, Value<T> value) {
    return setValue(attr, value);
  }

  /** Takes attributes out of the caller's doc, without a word: they may not be set this way. */
  public Permit drop(Attr<?>... attrs) {
    return new Permit(who, privilege, where, set, names(drop, attrs), keep, most, source);
  }

  /** Lets the caller set attributes that the server gives otherwise. */
  public Permit keep(Attr<?>... attrs) {
    return new Permit(who, privilege, where, set, drop, names(keep, attrs), most, source);
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
    return new Permit(who, privilege, where, set, drop, keep, OptionalInt.of(documents), source);
  }

  /** True when the caller's doc may give the attribute. */
  public boolean maySet(Attr<?> attr) {
    return !drop.contains(attr.name())
        && (attr.source() == Attr.Source.DOC || keep.contains(attr.name()));
  }

  private Permit setValue(Attr<?> attr, Value<?> value) {
    Map<String, Value<?>> more = new LinkedHashMap<>(set);
    more.put(attr.name(), value);
    return new Permit(who, privilege, where, more, drop, keep, most, source);
  }

  private static Set<String> names(Set<String> before, Attr<?>... attrs) {
    Set<String> more = new LinkedHashSet<>(before);
    for (Attr<?> attr : attrs) {
      more.add(attr.name());
    }
    return more;
  }
}
