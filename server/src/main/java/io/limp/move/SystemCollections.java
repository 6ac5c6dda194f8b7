package io.limp.move;

import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.NextNumber;
import io.limp.data.StoredDoc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The collections that the server keeps for itself; no module reaches them. */
public final class SystemCollections {
  /** One document a collection: what its documents look like. */
  public static final String SCHEMAS = "_schemas";

  /** One document a migration: how far it is, when it was done. */
  public static final String MIGRATIONS = "_migrations";

  /** One document: the import that is under way or was the last one. */
  public static final String IMPORTS = "_imports";

  /** All of them, for {@link Data#define}. */
  public static final List<CollectionSpec> SPECS =
      List.of(
          collection(
              SCHEMAS,
              "name",
              new AttrType.Str(),
              "attrs",
              new AttrType.Any(),
              "unique",
              new AttrType.Any(),
              "indexes",
              new AttrType.Any(),
              "search",
              new AttrType.Any(),
              "history",
              new AttrType.Bool()),
          collection(
              MIGRATIONS,
              "name",
              new AttrType.Str(),
              "collection",
              new AttrType.Str(),
              "started",
              new AttrType.Datetime(),
              "finished",
              new AttrType.Datetime(),
              "last",
              new AttrType.IdType(),
              "seen",
              new AttrType.Int(),
              "changed",
              new AttrType.Int()),
          collection(
              IMPORTS,
              "manifest",
              new AttrType.Str(),
              "finished",
              new AttrType.Bool(),
              "done",
              new AttrType.Any(),
              "collection",
              new AttrType.Str(),
              "last",
              new AttrType.IdType(),
              "log",
              new AttrType.Str(),
              "change",
              new AttrType.Int()),
          NextNumber.SPEC);

  private SystemCollections() {}

  private static CollectionSpec collection(String name, Object... namesAndTypes) {
    Map<String, AttrType<?>> types = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      types.put((String) namesAndTypes[i], (AttrType<?>) namesAndTypes[i + 1]);
    }
    return new CollectionSpec(name, types, List.of(), List.of());
  }

  /** The system's collections and these. */
  public static List<CollectionSpec> and(Collection<CollectionSpec> others) {
    List<CollectionSpec> all = new ArrayList<>(SPECS);
    others.stream().filter(spec -> !isSystem(spec.name())).forEach(all::add);
    return all;
  }

  static boolean isSystem(String name) {
    return SPECS.stream().anyMatch(spec -> spec.name().equals(name));
  }

  /** What the database remembers of every collection that a server ever kept in it, by name. */
  public static Map<String, StoredSchema> schemas(Data data) {
    Map<String, StoredSchema> schemas = new LinkedHashMap<>();
    for (StoredDoc stored : all(data, SCHEMAS)) {
      StoredSchema schema = StoredSchema.of(stored.doc());
      schemas.put(schema.name(), schema);
    }
    return schemas;
  }

  /** Remembers how these collections are now, in place of how they were. */
  public static void keep(Data data, Collection<StoredSchema> schemas) {
    Map<String, StoredSchema> before = schemas(data);
    List<StoredDoc> changed =
        schemas.stream()
            .filter(now -> !before.containsKey(now.name()) || !now.isSame(before.get(now.name())))
            .map(now -> new StoredDoc(now.doc(), 1, false))
            .toList();
    if (!changed.isEmpty()) {
      data.load(SCHEMAS, changed);
    }
  }

  private static List<StoredDoc> all(Data data, String collection) {
    List<StoredDoc> all = new ArrayList<>();
    Optional<Id> after = Optional.empty();
    while (true) {
      List<StoredDoc> part = data.scan(collection, after, 500);
      if (part.isEmpty()) {
        return all;
      }
      part.stream().filter(stored -> !stored.deleted()).forEach(all::add);
      after = Optional.of(part.getLast().doc().id());
    }
  }
}
