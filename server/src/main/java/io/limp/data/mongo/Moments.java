package io.limp.data.mongo;

import io.limp.api.Query.Op;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Numbers compared with moments, which count whole milliseconds: MongoDB would take them for values
 * of another type.
 */
final class Moments {
  private Moments() {}

  /** True when there is such a moment. */
  static boolean is(double millis) {
    return millis == Math.rint(millis) && Math.abs(millis) < 0x1p63;
  }

  static BsonDateTime of(double millis) {
    return new BsonDateTime((long) millis);
  }

  /** A list, and the lists in it, with floats as whole numbers where there are such moments. */
  static List<@Nullable Object> inWhole(Collection<?> members) {
    List<@Nullable Object> whole = new ArrayList<>(members.size());
    for (Object member : members) {
      whole.add(
          switch (member) {
            case Collection<?> list -> inWhole(list);
            case Double millis when is(millis) -> millis.longValue();
            case null, default -> member;
          });
    }
    return whole;
  }

  /** The test that a moment passes; empty when none does. */
  static BsonDocument compared(Op op, double millis) {
    return switch (op) {
      case EQ -> is(millis) ? new BsonDocument("$eq", of(millis)) : new BsonDocument();
      case GT -> new BsonDocument("$gt", of(Math.floor(millis)));
      case GTE -> new BsonDocument("$gte", of(Math.ceil(millis)));
      case LT -> new BsonDocument("$lt", of(Math.ceil(millis)));
      case LTE -> new BsonDocument("$lte", of(Math.floor(millis)));
      case NE -> throw new IllegalArgumentException("Written as a negation");
    };
  }

  /** The first moment of a range that begins there. */
  static BsonDateTime low(Object number) {
    return switch (number) {
      case Double millis -> of(Math.ceil(millis));
      default -> whole(number);
    };
  }

  /** The last moment of a range that ends there. */
  static BsonDateTime high(Object number) {
    return switch (number) {
      case Double millis -> of(Math.floor(millis));
      default -> whole(number);
    };
  }

  private static BsonDateTime whole(Object number) {
    return new BsonDateTime(
        number instanceof Instant moment ? moment.toEpochMilli() : ((Number) number).longValue());
  }
}
