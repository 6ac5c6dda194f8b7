package io.limp.boot;

import io.limp.api.AttrType;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.move.Import;
import io.limp.move.StoredSchema;
import io.limp.move.SystemCollections;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is stored and what the modules say together, at start: migrations first, then the
 * documents are held against what changed, and what the modules say is remembered.
 */
final class StoredSchemas {
  private static final Logger LOG = LoggerFactory.getLogger(StoredSchemas.class);

  private final Data data;
  private final Map<String, Module> now = new LinkedHashMap<>();
  private final InstantSource clock;

  /**
   * For these modules.
   *
   * @param modules that keep documents
   */
  StoredSchemas(Data data, List<Module> modules, InstantSource clock) {
    this.data = data;
    this.clock = clock;
    modules.forEach(module -> now.put(module.schema().name(), module));
  }

  /** A module's name and what its documents look like. */
  record Module(String name, StoredSchema schema) {}

  /**
   * Does it; the database is defined afterwards.
   *
   * @throws StartRefused when an import was interrupted, a migration fails, or documents violate
   *     what the modules say now
   */
  void bringTogether(List<RunMigrations.Named> migrations) {
    data.define(SystemCollections.SPECS);
    if (Import.isUnfinished(data)) {
      throw new StartRefused(
          "An import into this database was interrupted: start limpd import again with the same"
              + " folder, and it goes on.");
    }
    Map<String, StoredSchema> before = SystemCollections.schemas(data);
    List<StoredSchema> all = now.values().stream().map(Module::schema).toList();
    RunMigrations run = new RunMigrations(data, clock);
    List<RunMigrations.Named> left =
        migrations.stream().filter(named -> !run.isDone(named)).toList();
    boolean same =
        all.stream()
            .allMatch(
                schema ->
                    before.containsKey(schema.name()) && schema.isSame(before.get(schema.name())));
    if (!left.isEmpty() || !same) {
      data.define(SystemCollections.and(all.stream().map(s -> between(s, before)).toList()));
      left.forEach(run::run);
      check(before);
    }
    data.define(SystemCollections.and(all.stream().map(StoredSchema::spec).toList()));
    SystemCollections.keep(data, all);
  }

  /**
   * A collection on its way from the stored schema to that of now: what is newly unique is not yet,
   * and attributes that are gone are still read as what they were.
   */
  private static CollectionSpec between(StoredSchema schema, Map<String, StoredSchema> before) {
    CollectionSpec spec = schema.spec();
    StoredSchema earlier = before.get(schema.name());
    List<List<String>> unique = new ArrayList<>(spec.unique());
    Map<String, AttrType<?>> types = new LinkedHashMap<>(spec.types());
    if (earlier != null) {
      unique.retainAll(earlier.spec().unique());
      earlier.spec().types().forEach(types::putIfAbsent);
    } else {
      unique.clear();
    }
    return new CollectionSpec(
        spec.name(), types, unique, spec.indexes(), spec.search(), spec.history());
  }

  private void check(Map<String, StoredSchema> before) {
    Problems problems = new Problems();
    List<String> notes = new ArrayList<>();
    for (Module module : now.values()) {
      StoredSchema earlier = before.get(module.schema().name());
      if (earlier == null || !module.schema().isSame(earlier)) {
        SchemaCheck check = new SchemaCheck(data, module.name(), module.schema(), earlier);
        check.tell(problems);
        check
            .gone()
            .forEach(
                attr ->
                    notes.add(
                        module.name()
                            + " has no attribute "
                            + attr
                            + " any more; what documents hold of it stays stored"));
      }
    }
    problems.refuseStartOnErrors();
    notes.forEach(LOG::info);
  }
}
