package io.limp.data.sqlite;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.TooLarge;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one collection as JSONB, without their {@code _id}, and back: attributes in the
 * order of the schema, those that the schema no longer knows after them.
 */
final class DocCodec {
  /**
   * What a client can send at once. Updates could make a document larger than the memory that a
   * change of it takes, which is several times its size.
   */
  private static final int MOST_BYTES = 64 << 20;

  static final String ID = "_id";
  private static final String VERSION = "_ver";

  private static final Object ABSENT = new Object();

  private final String[] names;
  private final byte[][] keys;
  private final StoredType[] types;
  private final boolean[] decimal;
  private final Map<String, Integer> places = new HashMap<>();
  private final Set<String> secrets;

  /**
   * For a collection.
   *
   * @param types the attributes in order
   * @param secrets those that are or ever were secret: no image shows them
   */
  DocCodec(Map<String, AttrType<?>> types, Set<String> secrets) {
    this.names = types.keySet().toArray(String[]::new);
    this.keys =
        types.keySet().stream()
            .map(name -> name.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    this.types = types.values().stream().map(StoredType::of).toArray(StoredType[]::new);
    this.decimal = new boolean[names.length];
    for (int i = 0; i < names.length; i++) {
      places.put(names[i], i);
      decimal[i] = types.get(names[i]) instanceof AttrType.Decimal;
    }
    this.secrets = Set.copyOf(secrets);
  }

  static void refuseTooLarge(Id id, PreparedWrite.Bytes jsonb) {
    if (jsonb.array.length > MOST_BYTES) {
      throw new TooLarge("document", id, "one may have " + (MOST_BYTES >> 20) + " MB");
    }
  }

  byte[] bytes(Doc doc) {
    JsonbWriter out = new JsonbWriter();
    int start = out.begin();
    for (Map.Entry<String, @Nullable Object> attr : doc.values().entrySet()) {
      String name = attr.getKey();
      if (name.equals(ID)) {
        continue;
      }
      out.text(name);
      if (attr.getValue() instanceof Long whole && isDecimal(name)) {
        out.decimal(whole.doubleValue());
      } else {
        out.value(attr.getValue());
      }
    }
    out.end(start, JsonbWriter.OBJECT);
    return out.bytes();
  }

  private boolean isDecimal(String name) {
    Integer place = places.get(name);
    return place != null && decimal[place];
  }

  /** The document of that id and those attributes. */
  Doc doc(Id id, byte[] stored) {
    return doc((Object) id, stored);
  }

  /** The attributes, without an {@code _id}. */
  Doc stored(byte[] stored) {
    return doc(ABSENT, stored);
  }

  private Doc doc(Object id, byte[] stored) {
    @Nullable Object[] known = new @Nullable Object[names.length];
    Arrays.fill(known, ABSENT);
    Map<String, @Nullable Object> unknown = Map.of();
    JsonbReader in = new JsonbReader(stored);
    in.next();
    if (!in.isObject()) {
      throw new IllegalStateException("A stored document is no object: " + id);
    }
    int next = 0;
    for (int end = in.enter(); in.isBefore(end); ) {
      in.next();
      // Nearly always they come in the order of the schema.
      boolean inOrder = next < names.length && in.isText(keys[next]);
      @Nullable Integer place = inOrder ? (Integer) next : places.get(in.text());
      if (place != null) {
        in.next();
        known[place] = types[place].read(in);
        next = place + 1;
      } else {
        if (unknown.isEmpty()) {
          unknown = new LinkedHashMap<>();
        }
        String name = in.text();
        in.next();
        unknown.put(name, in.value());
      }
    }
    return ordered(id, known, unknown);
  }

  private Doc ordered(Object id, @Nullable Object[] known, Map<String, @Nullable Object> unknown) {
    Map<String, @Nullable Object> values =
        LinkedHashMap.newLinkedHashMap(known.length + unknown.size() + 1);
    if (id != ABSENT) {
      values.put(ID, id);
    }
    for (int i = 0; i < known.length; i++) {
      if (known[i] != ABSENT) {
        values.put(names[i], known[i]);
      }
    }
    values.putAll(unknown);
    return docOf(values);
  }

  /** The document with its attributes in the order of the schema. */
  Doc ordered(Doc doc) {
    @Nullable Object[] known = new @Nullable Object[names.length];
    Arrays.fill(known, ABSENT);
    Map<String, @Nullable Object> unknown = new LinkedHashMap<>();
    doc.values()
        .forEach(
            (name, value) -> {
              Integer place = places.get(name);
              if (place != null) {
                known[place] = value;
              } else if (!name.equals(ID)) {
                unknown.put(name, value);
              }
            });
    return ordered(Objects.requireNonNull(doc.values().get(ID)), known, unknown);
  }

  /** The document with its version behind the id. */
  static Doc withVersion(Doc doc, long version) {
    Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(doc.values().size() + 1);
    values.put(ID, doc.values().get(ID));
    values.put(VERSION, version);
    doc.values().forEach(values::putIfAbsent);
    return docOf(values);
  }

  // NullAway does not see the @Nullable of a record's component once the record is compiled.
  @SuppressWarnings("NullAway")
  private static Doc docOf(Map<String, @Nullable Object> values) {
    return new Doc(values);
  }

  boolean hasSecret(Doc doc) {
    return !secrets.isEmpty() && secrets.stream().anyMatch(doc.values()::containsKey);
  }

  Doc withoutSecrets(Doc doc) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>(doc.values());
    values.keySet().removeAll(secrets);
    return docOf(values);
  }
}
