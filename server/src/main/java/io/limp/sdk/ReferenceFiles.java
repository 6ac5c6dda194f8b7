package io.limp.sdk;

import io.limp.api.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The reference of an app: texts by the name of their file. The same modules give the same texts,
 * so that they can be kept and compared.
 */
public final class ReferenceFiles {
  public static final String OPENAPI = "openapi.json";
  public static final String ASYNCAPI = "asyncapi.json";
  public static final String SCHEMA = "schema.json";
  public static final String SCHEMA_1 = "schema.level1.json";

  /** In what it is written. */
  public enum Format {
    MD,
    JSON_SCHEMA,
    OPENAPI,
    ASYNCAPI
  }

  private ReferenceFiles() {}

  public static Map<String, String> of(DescribedApp app, Set<Format> formats) {
    Map<String, String> files = new LinkedHashMap<>();
    for (Format format : Format.values()) {
      if (formats.contains(format)) {
        switch (format) {
          case MD -> files.putAll(Pages.of(app));
          case JSON_SCHEMA -> {
            files.put(SCHEMA, JsonSchema.of(app, Level.SEVEN));
            files.put(SCHEMA_1, JsonSchema.of(app, Level.ONE));
          }
          case OPENAPI -> files.put(OPENAPI, OpenApi.of(app));
          case ASYNCAPI -> files.put(ASYNCAPI, AsyncApi.of(app));
        }
      }
    }
    return files;
  }
}
