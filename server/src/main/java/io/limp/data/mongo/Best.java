package io.limp.data.mongo;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Query;
import io.limp.data.Distances;
import io.limp.data.Place;
import io.limp.data.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The order of a read that asks for none: with a search, those come first of whose words the sought
 * ones are the largest part; with a distance, the nearest. Of several parts the first counts.
 */
final class Best {
  private Best() {}

  static Optional<Comparator<Doc>> of(Query where, Map<String, AttrType<?>> types) {
    List<Query> parts = new ArrayList<>();
    collect(where, parts);
    for (Query part : parts) {
      if (part instanceof Query.Search search) {
        return Optional.of(once(doc -> -(double) part(doc, search, types)));
      }
    }
    for (Query part : parts) {
      if (part instanceof Query.Near near) {
        List<String> keys = Place.of(near.path(), types).keys();
        return Optional.of(once(doc -> Distances.to(near.center(), at(doc.values(), keys))));
      }
    }
    return Optional.empty();
  }

  /** The parts that all must hold. */
  private static void collect(Query where, List<Query> parts) {
    if (where instanceof Query.And and) {
      and.parts().forEach(part -> collect(part, parts));
    } else {
      parts.add(where);
    }
  }

  /** Each document is looked at once, however often it is compared. */
  private static Comparator<Doc> once(ToDoubleFunction<Doc> value) {
    IdentityHashMap<Doc, Double> known = new IdentityHashMap<>();
    return Comparator.comparingDouble(doc -> known.computeIfAbsent(doc, value::applyAsDouble));
  }

  /** How large a part of the document's words are sought, as a power of four: 0 for all. */
  private static int part(Doc doc, Query.Search search, Map<String, AttrType<?>> types) {
    Set<Words.Sought> sought = Words.sought(search.text());
    List<String> words = new ArrayList<>();
    for (String path : search.paths()) {
      List<String> keys = Place.of(path, types).keys();
      Words.texts(at(doc.values(), keys), text -> words.addAll(Words.of(text)));
    }
    long met =
        words.stream().filter(word -> sought.stream().anyMatch(each -> isMet(each, word))).count();
    // Less than fourfold is no difference: two words about it are as good as one.
    return met == 0
        ? Integer.MIN_VALUE
        : (int) Math.ceil(Math.log((double) met / words.size()) / Math.log(4));
  }

  private static boolean isMet(Words.Sought sought, String word) {
    return sought.prefix() ? word.startsWith(sought.word()) : word.equals(sought.word());
  }

  private static @Nullable Object at(@Nullable Object value, List<String> keys) {
    Object here = value;
    for (String key : keys) {
      if (!(here instanceof Map<?, ?> object)) {
        return null;
      }
      here = object.get(key);
    }
    return here;
  }
}
