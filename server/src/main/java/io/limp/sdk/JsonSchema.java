package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.Level;

/**
 * The app's documents and calls as JSON Schema 2020-12: one text for clients of level 1, one for
 * those from level 6 on. See {@link Schemas} for the names below {@code $defs}.
 */
final class JsonSchema {
  private JsonSchema() {}

  static String of(DescribedApp app, Level level) {
    return Tree.write(
        object(
            "$schema",
            "https://json-schema.org/draft/2020-12/schema",
            "title",
            level == Level.ONE ? "Clients of level 1" : "Clients of levels 6 and 7",
            "$defs",
            Schemas.all(new Dialect(app, level, "#/$defs/", ""))));
  }
}
