package io.limp.move;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.data.CollectionSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a collection's documents look like, as the database itself remembers it.
 *
 * @param spec what the driver is told of it
 * @param required the attributes that every document has
 */
public record StoredSchema(CollectionSpec spec, Set<String> required) {
  /** The collection's name. */
  public String name() {
    return spec.name();
  }

  /** As a document of {@link SystemCollections#SCHEMAS}. */
  Doc doc() {
    List<Object> attrs = new ArrayList<>();
    spec.types()
        .forEach(
            (name, type) -> {
              Map<String, Object> attr = new LinkedHashMap<>();
              attr.put("name", name);
              attr.put("type", TypeForm.of(type));
              attr.put("optional", !required.contains(name));
              attrs.add(attr);
            });
    return Doc.of(LimpModule.ID, id(name()))
        .withPlain("name", name())
        .withPlain("attrs", attrs)
        .withPlain("unique", spec.unique())
        .withPlain("indexes", spec.indexes())
        .withPlain("search", spec.search())
        .withPlain("history", spec.history());
  }

  /**
   * From a document.
   *
   * @throws CannotMove when this program does not understand it
   */
  static StoredSchema of(Doc doc) {
    Map<String, AttrType<?>> types = new LinkedHashMap<>();
    Set<String> required = new LinkedHashSet<>();
    for (Object member : list(doc.values().get("attrs"))) {
      if (member instanceof Map<?, ?> attr && attr.get("name") instanceof String name) {
        types.put(name, TypeForm.read(attr.get("type")));
        if (Boolean.FALSE.equals(attr.get("optional"))) {
          required.add(name);
        }
      }
    }
    if (!(doc.values().get("name") instanceof String name)) {
      throw new CannotMove("A stored schema has no name: " + doc.id());
    }
    return new StoredSchema(
        new CollectionSpec(
            name,
            types,
            list(doc.values().get("unique")).stream().map(StoredSchema::texts).toList(),
            list(doc.values().get("indexes")).stream().map(StoredSchema::texts).toList(),
            texts(doc.values().get("search")),
            Boolean.TRUE.equals(doc.values().get("history"))),
        required);
  }

  /** True when nothing is different, the order of attributes included. */
  public boolean isSame(StoredSchema other) {
    return doc().values().toString().equals(other.doc().values().toString());
  }

  private static Id id(String name) {
    byte[] hash = Sha256.of(("schema " + name).getBytes(StandardCharsets.UTF_8));
    return Id.of(Arrays.copyOf(hash, Id.DIGITS / 2));
  }

  private static List<?> list(@Nullable Object plain) {
    return plain instanceof List<?> list ? list : List.of();
  }

  private static List<String> texts(@Nullable Object plain) {
    return list(plain).stream().map(String::valueOf).toList();
  }
}
