package io.limp.data.sqlite;

import io.limp.api.AttrType;
import io.limp.api.Grouping.Aggregate;
import io.limp.api.Grouping.Fn;
import io.limp.data.Kind;
import io.limp.data.Numbers;
import io.limp.data.Place;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is told of the numbers of a group, as columns of SQL and as the plain value. */
record GroupAggregate(Aggregate asked, AttrType<?> type) {
  private static final int SUM_COLUMNS = 6;
  private static final int AVG_COLUMNS = 2;

  /** The number of one document; NULL where there is none. */
  String value(String doc) {
    // An id is no number, and a moment has no sum.
    boolean moment = type instanceof AttrType.Datetime;
    if (asked.path().equals(DocCodec.ID)
        || (moment && (asked.fn() == Fn.SUM || asked.fn() == Fn.AVG))) {
      return "NULL";
    }
    List<String> keys = Place.keys(asked.path());
    return "CASE WHEN "
        + DocPath.type(doc, keys)
        + " "
        + ValueTest.jsonTypes(Kind.NUMBER)
        + " THEN "
        + DocPath.extract(doc, keys)
        + " END";
  }

  /** How many columns {@link #columns(String)} are. */
  int columns() {
    return switch (asked.fn()) {
      case SUM -> SUM_COLUMNS;
      case AVG -> AVG_COLUMNS;
      case MIN, MAX -> 1;
    };
  }

  /**
   * The columns over the numbers of a group. SQLite's own sum fails beyond 64 bits, so whole
   * numbers are summed in two halves. A sum of floats may be too large on the way to one that is
   * not: another one is of numbers that are {@link Numbers#SMALLER}.
   */
  String columns(String number) {
    String smaller = number + "*" + Numbers.SMALLER;
    return switch (asked.fn()) {
      case SUM -> {
        String whole = "CASE typeof(" + number + ") WHEN 'integer' THEN " + number;
        yield "count("
            + number
            + "), total("
            + number
            + "), "
            + ("sum(" + whole + ">>32 END), sum(" + whole + "&4294967295 END), ")
            + ("count(CASE typeof(" + number + ") WHEN 'real' THEN 1 END), ")
            + ("total(" + smaller + ")");
      }
      case AVG -> "avg(" + number + "), avg(" + smaller + ")";
      case MIN -> "min(" + number + ")";
      case MAX -> "max(" + number + ")";
    };
  }

  /** The plain value of the columns; empty when the group has no number. */
  Optional<Object> of(List<@Nullable Object> columns) {
    return switch (asked.fn()) {
      case SUM -> sum(columns);
      case AVG -> average(columns);
      case MIN, MAX ->
          columns.getFirst() instanceof Number number
              ? Optional.of(number(number, type))
              : Optional.empty();
    };
  }

  private static Optional<Object> average(List<@Nullable Object> columns) {
    if (isFinite(columns.get(0))) {
      return Optional.ofNullable(columns.get(0));
    }
    return columns.get(1) instanceof Number smaller
        ? Optional.of(Numbers.larger(smaller.doubleValue()))
        : Optional.empty();
  }

  private Optional<Object> sum(List<@Nullable Object> columns) {
    if (!(columns.get(0) instanceof Number count) || count.longValue() == 0) {
      return Optional.empty();
    }
    boolean whole = columns.get(4) instanceof Number reals && reals.longValue() == 0;
    if (whole && columns.get(2) instanceof Number high && columns.get(3) instanceof Number low) {
      BigInteger sum =
          BigInteger.valueOf(high.longValue())
              .shiftLeft(Integer.SIZE)
              .add(BigInteger.valueOf(low.longValue()));
      return Optional.of(
          sum.bitLength() < Long.SIZE ? number(sum.longValue(), type) : (Object) sum.doubleValue());
    }
    if (isFinite(columns.get(1))) {
      return Optional.ofNullable(columns.get(1));
    }
    // What is too large for a number is not told.
    return columns.get(5) instanceof Number smaller
            && isFinite(smaller.doubleValue() / Numbers.SMALLER)
        ? Optional.of(smaller.doubleValue() / Numbers.SMALLER)
        : Optional.empty();
  }

  /** Instead of one that is not, SQLite has NULL or what is none. */
  private static boolean isFinite(@Nullable Object number) {
    return number instanceof Double real && Double.isFinite(real);
  }

  /** A stored number as the plain value of that type. */
  static Object number(Number stored, AttrType<?> type) {
    return switch (type) {
      case AttrType.Datetime _ when !(stored instanceof Double) ->
          Instant.ofEpochMilli(stored.longValue());
      case AttrType.Decimal _ -> stored.doubleValue();
      case AttrType<?> _ -> {
        double number = stored.doubleValue();
        boolean fraction =
            stored instanceof Double
                && (!(type instanceof AttrType.Int) || number != Math.rint(number));
        yield fraction ? (Object) number : (Object) stored.longValue();
      }
    };
  }
}
