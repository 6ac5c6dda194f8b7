package io.limp.data.mongo;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Sort;
import io.limp.data.DocOrder;
import io.limp.data.Kind;
import io.limp.data.Place;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * An order for MongoDB: missing values and nulls first, texts by code point, ids at last, newest
 * first.
 *
 * @param keys the attributes, most significant first
 * @param exact false: an attribute may hold lists, objects or values of several kinds, which
 *     MongoDB puts in an order of its own, or the best come first; it has to be done in memory
 */
record Order(BsonDocument keys, boolean exact) {
  static Order of(Find find, Table table) {
    Map<String, AttrType<?>> types = table.types();
    BsonDocument keys = new BsonDocument();
    boolean exact = !find.sort().isEmpty() || Best.of(find.where(), types).isEmpty();
    for (Sort key : find.sort()) {
      BsonInt32 direction = new BsonInt32(key.descending() ? -1 : 1);
      if (key.path().equals(Field.ID)) {
        keys.put(Field.ID, direction);
        return new Order(keys, exact);
      }
      Place place = Place.of(key.path(), types);
      // An order would tell a secret bit by bit.
      if (!place.kind().equals(Optional.of(Kind.SECRET))) {
        boolean text = place.kind().equals(Optional.of(Kind.TEXT));
        exact &= place.isScalar() && (!text || table.dialect().codePoints());
        exact &= table.dialect().numbers() || !(types.get(key.path()) instanceof AttrType.Decimal);
        keys.putIfAbsent(Field.path(place.keys()), direction);
      }
    }
    keys.put(Field.ID, new BsonInt32(-1));
    return new Order(keys, exact);
  }

  static Comparator<Doc> inMemory(Find find, Map<String, AttrType<?>> types) {
    Comparator<Doc> order = DocOrder.of(find.sort(), types);
    return find.sort().isEmpty()
        ? Best.of(find.where(), types).map(best -> best.thenComparing(order)).orElse(order)
        : order;
  }
}
