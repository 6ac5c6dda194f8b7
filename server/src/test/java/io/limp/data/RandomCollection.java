package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A schema and documents of it, all told by one number: a round of {@link EvaluatorsAgree}.
 *
 * @param docs as they are written
 * @param values all that stands in the documents, at any depth
 */
record RandomCollection(long seed, CollectionSpec spec, List<Doc> docs, List<Object> values) {
  private static final int MOST_DOCS = 40;

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  static RandomCollection of(String name, long seed) {
    RandomGenerator random = random(seed);
    RandomValues values = new RandomValues(random);
    Map<String, AttrType<?>> types = new LinkedHashMap<>();
    for (int i = 2 + random.nextInt(6); i > 0; i--) {
      types.put("a" + i, values.type().stored());
    }
    List<String> names = List.copyOf(types.keySet());
    List<List<String>> indexes = new ArrayList<>();
    List<String> search = new ArrayList<>();
    for (String attr : names) {
      if (values.once(3)) {
        boolean locale = types.get(attr) instanceof AttrType.Locale;
        indexes.add(List.of(locale ? attr + ".en_AE" : attr, values.one(names)));
      }
      if (types.get(attr) instanceof AttrType.Str || types.get(attr) instanceof AttrType.Locale) {
        search.add(attr);
      }
    }
    CollectionSpec spec = new CollectionSpec(name, types, List.of(), indexes, search, false);
    List<Doc> docs = new ArrayList<>();
    for (int i = random.nextInt(MOST_DOCS); i > 0; i--) {
      docs.add(doc(spec, values, new Id(random.nextLong(), i)));
    }
    List<Object> all = new ArrayList<>();
    docs.forEach(doc -> gather(doc.values().values(), all));
    return new RandomCollection(seed, spec, docs, all);
  }

  static Doc doc(CollectionSpec spec, RandomValues values, Id id) {
    Map<String, Object> attrs = new LinkedHashMap<>();
    attrs.put("_id", id);
    spec.types()
        .forEach(
            (name, type) -> {
              if (!values.once(6)) {
                // Beyond 2^53 a database would keep another number than the one that was written.
                boolean whole = type instanceof AttrType.Decimal && values.once(4);
                Object value = whole ? (Object) values.small() : values.of(type);
                attrs.put(name, values.once(8) ? null : value);
              }
            });
    return new Doc(attrs);
  }

  static void gather(Collection<?> from, List<Object> to) {
    for (Object value : from) {
      if (value != null) {
        to.add(value);
      }
      if (value instanceof Collection<?> members) {
        gather(members, to);
      } else if (value instanceof Map<?, ?> object) {
        gather(object.values(), to);
      }
    }
  }

  /** True when a tree holds a secret, which no query tree does. */
  static boolean hasSecret(Object tree) {
    return switch (tree) {
      case Secret _ -> true;
      case Collection<?> members -> members.stream().anyMatch(m -> m != null && hasSecret(m));
      case Map<?, ?> object -> hasSecret(object.values());
      default -> false;
    };
  }
}
