package io.limp.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.limp.call.LoadedModule;
import io.limp.call.ModuleTable;
import io.limp.reference.Validity;
import io.limp.sdk.DescribedApp;
import io.limp.sdk.ReferenceFiles;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The generated schemas say of the values in the tables what the server does with them: what it
 * takes as it stands is valid, what it answers is valid, and what it refuses is not.
 */
class SchemaOfTypesTest {
  private static final String FIVE_BYTES =
      """
      [{"desc": "a", "photo": {"name": "p.txt", "type": "text/plain", "content": "YWJjZGU="}}]\
      """;
  private static final String NINE_BYTES =
      """
      {"name": "a.txt", "type": "text/plain", "content": "YWJjZGVmZ2hp"}\
      """;
  private static final String WRONG_SIZE =
      """
      {"name": "a.txt", "type": "text/plain", "content": "YWJj", "size": 4}\
      """;
  private static final String NO_FIRST_BYTE =
      """
      {"name": "a.png", "type": "image/png", "content": {"1": 1}}\
      """;

  private static final String NO_SECOND_BYTE =
      """
      {"name": "a.txt", "type": "text/plain", "content": {"0": 97, "2": 98}}\
      """;

  /**
   * What the server refuses and a schema does not: days that no month has, spans of time, numbers
   * that nobody was given, steps from elsewhere than 0, the order of keys, the length of base64. To
   * JSON Schema 1.0 is a whole number, and there is none that is too large.
   */
  private static final Map<String, Set<String>> BEYOND_SCHEMAS =
      Map.ofEntries(
          Map.entry(
              "int", Set.of("-9223372036854775809", "1.0", "1e3", "-0.0", "9223372036854775808")),
          Map.entry("int_rule", Set.of("3", "0", "-0", "-0.0", "1")),
          Map.entry("phone_codes", Set.of("\"+97150123456\"", "\"+9715012345678\"")),
          Map.entry("ip", Set.of("\"1::2::3\"", "\"::ffff:1.2.3.400\"")),
          Map.entry("ipv6", Set.of("\"1::2::3\"", "\"::ffff:1.2.3.400\"")),
          Map.entry("date", Set.of("\"2019-12-31\"", "\"2031-01-01\"", "\"2023-02-29\"")),
          Map.entry("time", Set.of("\"07:59:59\"", "\"18:00:01\"")),
          Map.entry("datetime", Set.of("\"1999-12-31T23:59:59Z\"", "\"2020-02-30T00:00:00Z\"")),
          Map.entry("typed_list", Set.of(FIVE_BYTES)),
          Map.entry("union", Set.of("-0.0", "9223372036854775808")),
          Map.entry("geo", Set.of("{\"coordinates\": [1, 2], \"type\": \"Point\"}")),
          Map.entry("file", Set.of(WRONG_SIZE, NO_FIRST_BYTE, NO_SECOND_BYTE, NINE_BYTES)));

  /** By rules of a package's own, and of keys however deep they lie. */
  private static final Set<String> BEYOND_ANY_SCHEMA = Set.of("own", "own_box", "any", "object");

  private static final Validity LEVEL_1;
  private static final Validity LEVEL_6;

  static {
    List<LoadedModule> modules =
        Types.all().entrySet().stream()
            .map(type -> new OneAttr(type.getKey(), type.getValue()))
            .map(module -> new LoadedModule("types", module, module.spec()))
            .toList();
    Map<String, String> files =
        ReferenceFiles.of(
            new DescribedApp(new ModuleTable(modules), List.of("ar_AE", "en_AE"), "1"),
            EnumSet.of(ReferenceFiles.Format.JSON_SCHEMA));
    LEVEL_1 = new Validity(files.getOrDefault(ReferenceFiles.SCHEMA_1, ""), "#/$defs/");
    LEVEL_6 = new Validity(files.getOrDefault(ReferenceFiles.SCHEMA, ""), "#/$defs/");
  }

  @TestFactory
  Stream<DynamicContainer> schemasAgreeWithTheServer() {
    return Types.all().keySet().stream().map(type -> dynamicContainer(type, tests(type)));
  }

  private static List<DynamicTest> tests(String type) {
    List<DynamicTest> tests = new ArrayList<>();
    for (TypeTablesTest.Row row : TypeTablesTest.rows(type)) {
      String name = "line " + row.line() + ": " + row.given();
      tests.add(
          dynamicTest(name + " at level 1", () -> check(LEVEL_1, type, row.given(), row.level1())));
      tests.add(
          dynamicTest(name + " at level 6", () -> check(LEVEL_6, type, row.given(), row.level6())));
    }
    return tests;
  }

  private static void check(Validity validity, String type, String given, String outcome) {
    if (outcome.equals("no frame") || given.startsWith("letters(")) {
      return;
    }
    List<String> sent = validity.errors(type + ".create.doc", doc(given));
    if (outcome.startsWith("refused") || outcome.equals("missing")) {
      boolean beyond =
          BEYOND_ANY_SCHEMA.contains(type)
              || BEYOND_SCHEMAS.getOrDefault(type, Set.of()).contains(given);
      assertThat(beyond || !sent.isEmpty()).as("the schema refuses it too").isTrue();
      return;
    }
    if (!outcome.equals("absent")) {
      assertThat(validity.errors(type, docWithId(outcome))).as("what is answered").isEmpty();
      if (Validity.tree(outcome).equals(Validity.tree(given))) {
        assertThat(sent).as("what was sent").isEmpty();
      }
    }
  }

  private static String doc(String value) {
    return "{\"v\": " + value + "}";
  }

  private static String docWithId(String value) {
    return "{\"_id\": \"f00000000000000000000010\", \"v\": " + value + "}";
  }
}
