package io.limp.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limp.sdk.ReferenceFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is generated is what it says it is: by the schemas of those who made the formats. */
class OfficialSchemasTest {
  private static Map<String, String> files = Map.of();

  @BeforeAll
  static void generate(@TempDir Path cache) {
    files = References.sampleApp(cache);
  }

  @ParameterizedTest
  @ValueSource(strings = {ReferenceFiles.SCHEMA, ReferenceFiles.SCHEMA_1})
  void theJsonSchemasAreOf2020Dash12(String file) {
    assertThat(Official.JSON_SCHEMA.errors(json(file))).isEmpty();
    assertThat(Official.JSON_SCHEMA.errors(withWrongType(file))).isNotEmpty();
  }

  @Test
  void openApiIsOf3Dot1() {
    String file = ReferenceFiles.OPENAPI;

    assertThat(Official.OPENAPI.errors(json(file))).isEmpty();
    assertThat(Official.OPENAPI.errors(withWrongType(file))).isNotEmpty();
    // A parameter of a path is required.
    assertThat(Official.OPENAPI.errors(without("\"required\": true,", file))).isNotEmpty();
  }

  @Test
  void asyncApiIsOf3Dot0() {
    String file = ReferenceFiles.ASYNCAPI;

    assertThat(Official.ASYNCAPI.errors(json(file))).isEmpty();
    assertThat(Official.ASYNCAPI.errors(withWrongType(file))).isNotEmpty();
    assertThat(Official.ASYNCAPI.errors(without("\"action\": \"receive\",", file))).isNotEmpty();
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
    List<String> references =
        document.findValues("$ref").stream()
            .filter(JsonNode::isTextual)
            .map(JsonNode::asText)
            .toList();

    assertThat(references)
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

  private static JsonNode json(String file) {
    return Validity.tree(text(file));
  }

  private static String text(String file) {
    return Objects.requireNonNull(files.get(file), file);
  }
}
