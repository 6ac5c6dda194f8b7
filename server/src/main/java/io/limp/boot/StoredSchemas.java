package io.limp.boot;

import io.limp.data.Data;
import io.limp.move.Import;
import io.limp.move.StoredSchema;
import io.limp.move.SystemCollections;
import java.util.List;

/** Makes room for the collections of the modules, and remembers what they look like. */
final class StoredSchemas {
  private final Data data;
  private final List<StoredSchema> now;

  StoredSchemas(Data data, List<StoredSchema> now) {
    this.data = data;
    this.now = now;
  }

  /**
   * Does it.
   *
   * @throws StartRefused when the database is not fit to serve
   */
  void define() {
    data.define(SystemCollections.and(now.stream().map(StoredSchema::spec).toList()));
    if (Import.isUnfinished(data)) {
      throw new StartRefused(
          "An import into this database was interrupted: start limpd import again with the same"
              + " folder, and it goes on.");
    }
    SystemCollections.keep(data, now);
  }
}
