package io.limp.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.limp.sdk.ReferenceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is generated is what it says it is: by the schemas of those who made the formats. */
class OfficialSchemasTest {
  private static final String OPENAPI = "https://spec.openapis.org/oas/3.1/";

  private static Map<String, String> files = Map.of();

  @BeforeAll
  static void generate(@TempDir Path cache) {
    files = References.sampleApp(cache);
  }

  @ParameterizedTest
  @ValueSource(strings = {ReferenceFiles.SCHEMA, ReferenceFiles.SCHEMA_1})
  void theJsonSchemasAreOf2020Dash12(String file) {
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    Schema meta =
        registry.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    assertThat(errors(meta, json(file))).isEmpty();
    assertThat(errors(meta, withWrongType(file))).isNotEmpty();
  }

  @Test
  void openApiIsOf3Dot1() {
    Map<String, String> official = new HashMap<>();
    for (String name :
        List.of("schema-base/2022-10-07", "schema/2022-10-07", "meta/base", "dialect/base")) {
      official.put(OPENAPI + name, resource("/spec.openapis.org/oas/3.1/" + name));
    }
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(official));
    Schema schema = registry.getSchema(SchemaLocation.of(OPENAPI + "schema-base/2022-10-07"));

    assertThat(errors(schema, json(ReferenceFiles.OPENAPI))).isEmpty();
    assertThat(errors(schema, withWrongType(ReferenceFiles.OPENAPI))).isNotEmpty();
    assertThat(errors(schema, without("\"required\": true,", ReferenceFiles.OPENAPI)))
        .isNotEmpty(); // a parameter of a path is required
  }

  @Test
  void asyncApiIsOf3Dot0() {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(resource("/asyncapi/3.0.0.json"));

    assertThat(errors(schema, json(ReferenceFiles.ASYNCAPI))).isEmpty();
    assertThat(errors(schema, withWrongType(ReferenceFiles.ASYNCAPI))).isNotEmpty();
    assertThat(errors(schema, without("\"action\": \"receive\",", ReferenceFiles.ASYNCAPI)))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ReferenceFiles.SCHEMA,
        ReferenceFiles.SCHEMA_1,
        ReferenceFiles.OPENAPI,
        ReferenceFiles.ASYNCAPI
      })
  void whatIsReferredToIsThere(String file) {
    JsonNode document = json(file);

    assertThat(references(document))
        .isNotEmpty()
        .allSatisfy(
            ref -> assertThat(document.at(ref.substring(1)).isMissingNode()).as(ref).isFalse());
  }

  /** The file with mistakes, so that it is seen that its schemas are looked at. */
  private static JsonNode withWrongType(String file) {
    return Validity.tree(text(file).replace("\"type\": \"array\"", "\"type\": \"many\""));
  }

  private static JsonNode without(String words, String file) {
    return Validity.tree(text(file).replace(words, ""));
  }

  private static List<String> references(JsonNode node) {
    List<String> all = new ArrayList<>();
    node.findValues("$ref").stream().filter(JsonNode::isTextual).forEach(r -> all.add(r.asText()));
    return all;
  }

  private static Stream<String> errors(Schema schema, JsonNode document) {
    return schema.validate(document).stream().map(Error::toString);
  }

  private static JsonNode json(String file) {
    return Validity.tree(text(file));
  }

  private static String text(String file) {
    return Objects.requireNonNull(files.get(file), file);
  }

  private static String resource(String name) {
    try (InputStream in = OfficialSchemasTest.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
