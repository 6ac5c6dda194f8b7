package io.limp.data.sqlite;

import io.limp.api.AttrType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A collection and the table that keeps it.
 *
 * @param name of the collection
 * @param number in the catalog; the table is {@code d_<number>}
 * @param types the attributes in order; after them those that were secret once and still are
 * @param uniques the attributes of every unique index, by the index's name
 * @param sides the tables beside it that find documents by words and places
 */
record Table(
    String name,
    long number,
    Map<String, AttrType<?>> types,
    DocCodec codec,
    Map<String, List<String>> uniques,
    List<SideTable> sides) {
  static String sqlName(long number) {
    return "d_" + number;
  }

  /** The table that finds documents by words. */
  Optional<FullText> fullText() {
    return sides.stream().filter(FullText.class::isInstance).map(FullText.class::cast).findFirst();
  }

  /** The table that finds documents by the points of an attribute. */
  Optional<GeoIndex> points(String attr) {
    return sides.stream()
        .filter(GeoIndex.class::isInstance)
        .map(GeoIndex.class::cast)
        .filter(index -> index.path().equals(attr))
        .findFirst();
  }

  String sqlName() {
    return sqlName(number);
  }
}
