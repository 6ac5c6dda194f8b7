package io.limp.data.mongo;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/**
 * A condition for MongoDB.
 *
 * @param exact true: it holds for the very documents that are asked for; false: for others too (or,
 *     below a negation, for fewer), so that the matcher has to finish
 */
record Filter(BsonDocument bson, boolean exact) {
  private static final BsonDocument ALWAYS = new BsonDocument();
  private static final BsonDocument NEVER =
      new BsonDocument(Field.ID, new BsonDocument("$in", new BsonArray()));

  static final Filter ALL = new Filter(ALWAYS, true);
  static final Filter NONE = new Filter(NEVER, true);

  /** What can be said of a condition that MongoDB does not know: it may hold anywhere. */
  static Filter unknown(boolean wide) {
    return new Filter(wide ? ALWAYS : NEVER, false);
  }

  static Filter of(String path, BsonValue test) {
    return new Filter(new BsonDocument(path, test), true);
  }

  /** Wider than what is asked for; of no use where something narrower is needed. */
  static Filter wider(BsonDocument bson, boolean wide) {
    return wide ? new Filter(bson, false) : unknown(false);
  }

  boolean isAlways() {
    return bson.isEmpty();
  }

  private boolean isNever() {
    return bson.equals(NEVER);
  }

  static Filter and(List<Filter> parts) {
    BsonArray joined = new BsonArray();
    boolean exact = true;
    for (Filter part : parts) {
      if (part.isNever() && part.exact) {
        return NONE;
      }
      exact &= part.exact;
      if (!part.isAlways()) {
        joined.add(part.bson);
      }
    }
    return joined(joined, "$and", ALWAYS, exact);
  }

  static Filter or(List<Filter> parts) {
    BsonArray joined = new BsonArray();
    boolean exact = true;
    for (Filter part : parts) {
      if (part.isAlways() && part.exact) {
        return ALL;
      }
      exact &= part.exact;
      if (part.isAlways()) {
        return new Filter(ALWAYS, false);
      }
      if (!part.isNever()) {
        joined.add(part.bson);
      }
    }
    return joined(joined, "$or", NEVER, exact);
  }

  private static Filter joined(BsonArray parts, String operator, BsonDocument none, boolean exact) {
    return switch (parts.size()) {
      case 0 -> new Filter(none, exact);
      case 1 -> new Filter(parts.getFirst().asDocument(), exact);
      default -> new Filter(new BsonDocument(operator, parts), exact);
    };
  }

  Filter negated() {
    if (isAlways()) {
      return new Filter(NEVER, exact);
    }
    if (isNever()) {
      return new Filter(ALWAYS, exact);
    }
    return new Filter(new BsonDocument("$nor", new BsonArray(List.of(bson))), exact);
  }

  /** The same among the living. */
  BsonDocument ofLiving() {
    return among(Field.LIVES);
  }

  /** The same among the living, or among those that were deleted and not for good. */
  BsonDocument among(boolean deleted) {
    return among(deleted ? Field.SOFT : Field.LIVES);
  }

  private BsonDocument among(int state) {
    BsonDocument there = new BsonDocument(Field.DELETED, new BsonInt32(state));
    if (isAlways()) {
      return there;
    }
    List<BsonDocument> both = new ArrayList<>(List.of(there, bson));
    return new BsonDocument("$and", new BsonArray(both));
  }
}
