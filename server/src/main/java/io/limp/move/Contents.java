package io.limp.move;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.Change;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.FileHash;
import io.limp.data.StoredDoc;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The contents of files that documents refer to, gathered while the documents pass. What looks like
 * a file inside a free-form value counts too, but nobody promised that its content is there.
 */
public final class Contents {
  static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Map<String, Reference> byHash = new TreeMap<>();

  /**
   * Who refers to a content.
   *
   * @param needed true: an attribute for files does, of a living document
   */
  record Reference(String collection, Id id, boolean needed) {}

  /**
   * The contents that the documents of a database refer to, and those that they did by its change
   * log, for a change can be undone: by hash, which document does. It defines the collections as
   * they were last defined.
   */
  public static Map<String, String> referredTo(Data data) {
    Contents contents = new Contents();
    data.define(SystemCollections.SPECS);
    List<CollectionSpec> collections =
        SystemCollections.schemas(data).values().stream().map(StoredSchema::spec).toList();
    data.define(SystemCollections.and(collections));
    for (CollectionSpec collection : collections) {
      Optional<Id> after = Optional.empty();
      List<StoredDoc> part = data.scan(collection.name(), after, 200);
      while (!part.isEmpty()) {
        part.forEach(stored -> contents.add(collection, stored.doc(), stored.deleted()));
        after = Optional.of(part.getLast().doc().id());
        part = data.scan(collection.name(), after, 200);
      }
    }
    contents.addLog(data, collections);
    Map<String, String> named = new TreeMap<>();
    contents.byHash.forEach(
        (hash, reference) -> named.put(hash, reference.collection() + " " + reference.id()));
    return named;
  }

  private void addLog(Data data, List<CollectionSpec> collections) {
    Map<String, CollectionSpec> byName = new HashMap<>();
    collections.forEach(collection -> byName.put(collection.name(), collection));
    List<Change> part = data.scanLog(0, 200);
    while (!part.isEmpty()) {
      part.forEach(change -> add(byName.get(change.collection()), change));
      part = data.scanLog(part.getLast().sequence(), 200);
    }
  }

  /**
   * Takes note of what a change says of a document.
   *
   * @param collection of the document; null: none that is known
   */
  void add(@Nullable CollectionSpec collection, Change change) {
    if (collection != null) {
      change.before().ifPresent(doc -> add(collection, doc, true));
      change.after().ifPresent(doc -> add(collection, doc, true));
    }
  }

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
    return type != null && FileHash.isIn(type);
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
