package io.limp.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks a validator whether values are what a document's schemas say. */
public final class Validity {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final ObjectNode document;
  private final String place;
  private final Map<String, Schema> schemas = new HashMap<>();

  /**
   * @param document JSON
   * @param place where it keeps its schemas: {@code #/$defs/}
   */
  public Validity(String document, String place) {
    this.document = (ObjectNode) tree(document);
    this.place = place;
  }

  /** What is wrong with a value by the schema of that name; nothing if it is valid. */
  public List<String> errors(String schema, String value) {
    return schemas.computeIfAbsent(schema, this::schema).validate(tree(value)).stream()
        .map(Error::toString)
        .toList();
  }

  /** The schema of that name. */
  public String text(String schema) {
    return document.at(place.substring(1) + schema).toString();
  }

  private Schema schema(String name) {
    ObjectNode root = document.deepCopy();
    String pointer = place.substring(1) + name;
    if (root.at(pointer).isMissingNode()) {
      throw new AssertionError("There is no schema " + place + name);
    }
    root.put("$ref", place + name);
    return REGISTRY.getSchema(root);
  }

  public static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("This is no JSON: " + json, e);
    }
  }
}
