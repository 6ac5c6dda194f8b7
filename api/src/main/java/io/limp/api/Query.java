package io.limp.api;

import java.util.ArrayList;
import java.util.List;

/**
 * A condition on documents: the tree that every query language of the wire is read into, and that
 * the databases and the matcher evaluate alike.
 *
 * <p>A path is an attribute's name, or dotted into what it holds ({@code name.en_AE}) or into the
 * document that it refers to ({@code user.email}). A comparison with a list attribute holds when it
 * does for one of the members; with a value of another type it does not hold. A missing value
 * equals {@code null}. {@code NE} is the exact opposite of {@code EQ}.
 */
public sealed interface Query {
  enum Op {
    EQ,
    NE,
    GT,
    GTE,
    LT,
    LTE
  }

  /** Every part holds; with no parts, always. */
  record And(List<Query> parts) implements Query {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** One part at least holds; with no parts, never. */
  record Or(List<Query> parts) implements Query {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Compare(String path, Op op, Value<?> value) implements Query {}

  /** From low to high, both included. */
  record Between(String path, Value<?> low, Value<?> high) implements Query {}

  /** Equal to one of the plain values, none of which is null. */
  record In(String path, List<Object> values) implements Query {
    public In {
      values = List.copyOf(values);
    }
  }

  /**
   * The text stands somewhere in the value, whatever the case of its letters (Unicode simple
   * folding).
   */
  record Contains(String path, String text) implements Query {}

  /** The part does not hold. */
  record Not(Query part) implements Query {}

  /**
   * The text has a part that the regular expression matches, whatever the case of its letters.
   * Evaluators take time linear in the text.
   *
   * @param pattern in the syntax of RE2: no look-around, no back-references
   */
  record Matches(String path, String pattern) implements Query {}

  /**
   * The document has every word that is sought, in one or several of the attributes. Words are runs
   * of letters and digits, compared without case and without diacritics; one that ends with {@code
   * *} stands for all that begin so.
   *
   * @param paths texts, lists of texts or texts in several languages
   */
  record Search(List<String> paths, String text) implements Query {
    public Search {
      paths = List.copyOf(paths);
    }
  }

  /**
   * The point is at most so far from the centre, along a great circle of a sphere with the radius
   * {@value #EARTH_RADIUS} m.
   *
   * @param meters from 0 on
   */
  record Near(String path, GeoPoint center, double meters) implements Query {
    /** The equatorial radius of the earth in metres, which MongoDB calculates with as well. */
    public static final double EARTH_RADIUS = 6_378_100;
  }

  /** The access at that path names the caller; see {@link Access}. */
  record Granted(String path) implements Query {}

  /** Holds for every document. */
  static Query everything() {
    return new And(List.of());
  }

  /** Holds for no document. */
  static Query nothing() {
    return new Or(List.of());
  }

  /** True when some documents meet it better than others: they are found in that order. */
  default boolean isRanked() {
    return switch (this) {
      case Search _, Near _ -> true;
      case And and -> and.parts().stream().anyMatch(Query::isRanked);
      default -> false;
    };
  }

  /** It does not hold. */
  default Query negated() {
    return new Not(this);
  }

  /** Both hold. */
  default Query and(Query other) {
    List<Query> parts = new ArrayList<>();
    for (Query part : List.of(this, other)) {
      if (part instanceof And and) {
        parts.addAll(and.parts());
      } else {
        parts.add(part);
      }
    }
    return parts.size() == 1 ? parts.getFirst() : new And(parts);
  }
}
