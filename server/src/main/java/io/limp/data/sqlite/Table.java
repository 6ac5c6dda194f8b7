package io.limp.data.sqlite;

import io.limp.api.AttrType;
import java.util.List;
import java.util.Map;

/**
 * A collection and the table that keeps it.
 *
 * @param name of the collection
 * @param number in the catalog; the table is {@code d_<number>}
 * @param types the attributes in order; after them those that were secret once and still are
 * @param history true: its updates are shown, see {@link io.limp.data.Data#history}
 * @param uniques the attributes of every unique index, by the index's name
 */
record Table(
    String name,
    long number,
    Map<String, AttrType<?>> types,
    DocCodec codec,
    boolean history,
    Map<String, List<String>> uniques) {
  static String sqlName(long number) {
    return "d_" + number;
  }

  String sqlName() {
    return sqlName(number);
  }
}
