package io.limp.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The schemas that those who made the formats have written of them. */
enum Official {
  JSON_SCHEMA {
    @Override
    Schema schema() {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    }
  },
  OPENAPI {
    @Override
    Schema schema() {
      String home = "https://spec.openapis.org/oas/3.1/";
      Map<String, String> parts = new HashMap<>();
      for (String name :
          List.of("schema-base/2022-10-07", "schema/2022-10-07", "meta/base", "dialect/base")) {
        parts.put(home + name, resource("/spec.openapis.org/oas/3.1/" + name));
      }
      return SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(parts))
          .getSchema(SchemaLocation.of(home + "schema-base/2022-10-07"));
    }
  },
  ASYNCAPI {
    @Override
    Schema schema() {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(resource("/asyncapi/3.0.0.json"));
    }
  };

  abstract Schema schema();

  /** What is wrong with a document; nothing if it is of the format. */
  List<String> errors(JsonNode document) {
    return schema().validate(document).stream().map(Error::toString).toList();
  }

  private static String resource(String name) {
    try (InputStream in = Official.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
