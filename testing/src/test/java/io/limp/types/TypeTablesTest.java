package io.limp.types;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.util.RawValue;
import io.limp.api.LimpModule;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The tables in {@code resources/types}, one a type: what a client sends, and what becomes of it at
 * level 1 and at level 6. Every row goes over a websocket into the database and is read back.
 *
 * <pre>
 * "12"  |  refused  |  12
 * </pre>
 *
 * The first column is JSON as it stands in the frame; {@code letters(n)} stands for a text of so
 * many. The others are the value as it is read back, {@code absent} when an answer does not show
 * the attribute, or the refusal: {@code refused}, with {@code at path} when it is of a part and
 * {@code : reason} when it says more; {@code missing}; {@code no frame}. One outcome alone is that
 * of both levels.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypeTablesTest {
  private static final int FEWEST_ROWS = 25;
  private static final Pattern LETTERS = Pattern.compile("letters\\((\\d+)\\)");
  private static final Pattern REASON =
      Pattern.compile("(?s).* on module '[A-Z_0-9]+'(?:: (.*))?\\.");
  private static final int LONGEST_SHOWN = 300;

  private TestApp app;
  private TestClient level1;
  private TestClient6 level6;

  /** The app, before it starts. */
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @BeforeAll
  void start() {
    LimpModule[] modules =
        Types.all().entrySet().stream()
            .map(type -> new OneAttr(type.getKey(), type.getValue()))
            .toArray(LimpModule[]::new);
    app = setup(TestApp.of("types", modules)).start();
    level1 = app.client();
    level6 = app.client6();
  }

  @AfterAll
  void stop() {
    app.close();
  }

  /** A line of a table. */
  record Row(int line, String given, String level1, String level6) {}

  @TestFactory
  Stream<DynamicContainer> everyTypeTakesAndRefusesWhatItsTableSays() {
    return Types.all().keySet().stream().map(type -> dynamicContainer(type, tests(type)));
  }

  private List<DynamicTest> tests(String type) {
    List<DynamicTest> tests = new ArrayList<>();
    List<Row> rows = rows(type);
    tests.add(
        dynamicTest(
            "has rows enough", () -> assertThat(rows).hasSizeGreaterThanOrEqualTo(FEWEST_ROWS)));
    for (Row row : rows) {
      String name = "line " + row.line + ": " + row.given;
      tests.add(
          dynamicTest(
              name + " at level 1",
              () -> assertThat(outcome1(type, row.given)).isEqualTo(row.level1)));
      tests.add(
          dynamicTest(
              name + " at level 6",
              () -> assertThat(outcome6(type, row.given)).isEqualTo(row.level6)));
    }
    return tests;
  }

  static List<Row> rows(String type) {
    List<Row> rows = new ArrayList<>();
    String[] lines = text("/types/" + type + ".txt").split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        String[] columns = line.split(" +\\| +", -1);
        rows.add(
            new Row(i + 1, columns[0], columns[1], columns.length > 2 ? columns[2] : columns[1]));
      }
    }
    return rows;
  }

  private static String text(String resource) {
    try (InputStream in = TypeTablesTest.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + resource, e);
    }
  }

  private String outcome1(String type, String given) {
    Answer created =
        level1.exchange(Wire.write(level1.frame(type + "/create", query(), sent(given))));
    return created.status() == 200
        ? shown(level1.call(type + "/read", byId(created.id())))
        : refusal(created);
  }

  private String outcome6(String type, String given) {
    Map<String, @Nullable Object> frame = level6.frame(type + "/create", List.of(), sent(given));
    Answer created = level6.exchange(level6.signed(frame, level6.session().token()));
    return created.status() == 200
        ? shown(level6.call(type + "/read", steps(doc("_id", created.id()))))
        : refusal(created);
  }

  private static Map<String, @Nullable Object> sent(String given) {
    Matcher letters = LETTERS.matcher(given);
    String json =
        letters.replaceAll(found -> '"' + "x".repeat(Integer.parseInt(found.group(1))) + '"');
    return doc("v", new RawValue(json));
  }

  private static String shown(Answer read) {
    Map<String, @Nullable Object> found = read.expect(200).doc();
    if (!found.containsKey("v")) {
      return "absent";
    }
    String json = Wire.write(doc("v", found.get("v")));
    String value = json.substring("{\"v\":".length(), json.length() - 1);
    return value.length() <= LONGEST_SHOWN ? value : value.length() + " letters of JSON";
  }

  private static String refusal(Answer answer) {
    if (answer.status() != 400) {
      return answer.toString();
    }
    if (answer.code().equals("CORE_REQ_INVALID_FRAME")) {
      return "no frame";
    }
    if (answer.code().endsWith("_MISSING_ATTR")) {
      return "missing";
    }
    Matcher reason = REASON.matcher(answer.msg());
    if (!answer.code().endsWith("_INVALID_ATTR") || !reason.matches()) {
      return answer.toString();
    }
    Object at = answer.args().get("attr");
    return "refused"
        + (at == null || at.equals("v") ? "" : " at " + at)
        + (reason.group(1) == null ? "" : ": " + reason.group(1));
  }
}
