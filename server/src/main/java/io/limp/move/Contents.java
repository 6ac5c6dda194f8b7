package io.limp.move;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.CollectionSpec;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The contents of files that documents refer to, gathered while the documents pass. What looks like
 * a file inside a free-form value counts too, but nobody promised that its content is there.
 */
final class Contents {
  static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Map<String, Reference> byHash = new TreeMap<>();

  /**
   * Who refers to a content.
   *
   * @param needed true: an attribute for files does, of a living document
   */
  record Reference(String collection, Id id, boolean needed) {}

  /** By hash, in order. */
  Map<String, Reference> all() {
    return byHash;
  }

  void add(CollectionSpec collection, Doc doc, boolean deleted) {
    doc.values()
        .forEach(
            (name, value) -> {
              boolean needed = !deleted && holdsFiles(collection.types().get(name));
              add(new Reference(collection.name(), doc.id(), needed), value);
            });
  }

  private static boolean holdsFiles(@Nullable AttrType<?> type) {
    return type instanceof AttrType.File
        || (type instanceof AttrType.ListOf<?> list && holdsFiles(list.of()));
  }

  private void add(Reference reference, @Nullable Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        if (map.get("hash") instanceof String hash
            && map.get("size") instanceof Long
            && map.get("name") instanceof String
            && HASH.matcher(hash).matches()) {
          byHash.merge(hash, reference, (first, second) -> first.needed ? first : second);
        }
        map.values().forEach(member -> add(reference, member));
      }
      case Collection<?> members -> members.forEach(member -> add(reference, member));
      case null, default -> {
        // No file.
      }
    }
  }
}
