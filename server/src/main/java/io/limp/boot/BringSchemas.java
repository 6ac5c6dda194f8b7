package io.limp.boot;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.LimpModule;
import io.limp.api.Migration;
import io.limp.api.ModuleSpec;
import io.limp.api.PackageSpec;
import io.limp.call.LoadedModule;
import io.limp.call.ModuleTable;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.move.StoredSchema;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells the database what modules and packages say of their documents: {@link StoredSchemas}. */
final class BringSchemas {
  private final Data data;
  private final InstantSource clock;

  BringSchemas(Data data, InstantSource clock) {
    this.data = data;
    this.clock = clock;
  }

  /**
   * Brings what is stored and what they say together.
   *
   * @throws StartRefused as {@link StoredSchemas#bringTogether}
   */
  void of(ModuleTable modules, List<PackageSpec> specs) {
    List<StoredSchemas.Module> schemas = schemas(modules, specs);
    new StoredSchemas(data, schemas, clock).bringTogether(migrations(modules, schemas, specs));
  }

  private static List<StoredSchemas.Module> schemas(ModuleTable modules, List<PackageSpec> specs) {
    List<StoredSchemas.Module> schemas = new ArrayList<>();
    for (LoadedModule module : modules.all()) {
      ModuleSpec spec = module.spec();
      if (spec.proxied().isPresent()) {
        continue; // the other module says what its documents are
      }
      Set<String> required = new LinkedHashSet<>();
      spec.attrs().stream()
          .filter(attr -> !attr.isOptional())
          .forEach(attr -> required.add(attr.name()));
      spec.collection()
          .map(name -> new StoredSchema(collection(name, module, specs), required))
          .ifPresent(schema -> schemas.add(new StoredSchemas.Module(module.name(), schema)));
    }
    return schemas;
  }

  private static List<RunMigrations.Named> migrations(
      ModuleTable modules, List<StoredSchemas.Module> schemas, List<PackageSpec> specs) {
    List<RunMigrations.Named> migrations = new ArrayList<>();
    for (PackageSpec spec : specs) {
      for (Migration migration : spec.migrations()) {
        String module = modules.of(migration.module()).name();
        schemas.stream()
            .filter(each -> each.name().equals(module))
            .map(each -> each.schema().spec())
            .map(
                each ->
                    new RunMigrations.Named(spec.name() + "/" + migration.name(), each, migration))
            .forEach(migrations::add);
      }
    }
    return migrations;
  }

  private static CollectionSpec collection(
      String name, LoadedModule module, List<PackageSpec> specs) {
    ModuleSpec spec = module.spec();
    Map<String, AttrType<?>> types = new LinkedHashMap<>();
    for (Attr<?> attr : spec.attrs()) {
      types.put(attr.name(), attr.type().stored());
    }
    Class<? extends LimpModule> type = module.module().getClass();
    List<List<String>> indexes = new ArrayList<>(spec.indexes());
    specs.stream()
        .flatMap(each -> each.indexes().stream())
        .filter(index -> index.module() == type)
        .forEach(index -> indexes.add(index.attrs()));
    return new CollectionSpec(name, types, spec.unique(), indexes, spec.search(), spec.history());
  }
}
