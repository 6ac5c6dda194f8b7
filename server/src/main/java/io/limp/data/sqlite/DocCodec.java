package io.limp.data.sqlite;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one collection as JSON, without their {@code _id}, and back: attributes in the
 * order of the schema, those that the schema no longer knows after them.
 */
final class DocCodec {
  static final String ID = "_id";
  private static final String VERSION = "_ver";

  private static final Object ABSENT = new Object();

  private final String[] names;
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
    this.types = types.values().stream().map(StoredType::of).toArray(StoredType[]::new);
    this.decimal = new boolean[names.length];
    for (int i = 0; i < names.length; i++) {
      places.put(names[i], i);
      decimal[i] = types.get(names[i]) instanceof AttrType.Decimal;
    }
    this.secrets = Set.copyOf(secrets);
  }

  byte[] json(Doc doc) {
    return PlainJson.bytes(
        json -> {
          json.writeStartObject();
          for (Map.Entry<String, @Nullable Object> attr : doc.values().entrySet()) {
            String name = attr.getKey();
            if (name.equals(ID)) {
              continue;
            }
            json.writeFieldName(name);
            if (attr.getValue() instanceof Long whole && isDecimal(name)) {
              PlainJson.writeDouble(json, whole.doubleValue());
            } else {
              PlainJson.write(json, attr.getValue());
            }
          }
          json.writeEndObject();
        });
  }

  private boolean isDecimal(String name) {
    Integer place = places.get(name);
    return place != null && decimal[place];
  }

  /** The document of that id and JSON. */
  Doc doc(Id id, byte[] json) {
    return doc((Object) id, json);
  }

  /** The attributes of that JSON, without an {@code _id}. */
  Doc stored(byte[] json) {
    return doc(ABSENT, json);
  }

  private Doc doc(Object id, byte[] bytes) {
    @Nullable Object[] known = new @Nullable Object[names.length];
    Arrays.fill(known, ABSENT);
    Map<String, @Nullable Object> unknown = Map.of();
    try (JsonParser json = PlainJson.parser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalStateException("A stored document is no object: " + id);
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        Integer place = places.get(name);
        if (place != null) {
          known[place] = types[place].read(json);
        } else {
          if (unknown.isEmpty()) {
            unknown = new LinkedHashMap<>();
          }
          unknown.put(name, PlainJson.read(json));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A stored document cannot be read: " + id, e);
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
