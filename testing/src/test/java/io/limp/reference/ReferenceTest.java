package io.limp.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limp.sdk.ReferenceFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the generated files. */
class ReferenceTest {
  private static final Path HOME = Path.of(System.getProperty("limp.home"));
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```json\\n(.*?)^```$");
  private static final Pattern SECTION = Pattern.compile("(?m)^## (\\w+)/(\\w+)$");

  private static Map<String, String> files = Map.of();

  @BeforeAll
  static void generate(@TempDir Path cache) {
    files = References.sampleApp(cache);
  }

  private static String file(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  @Test
  void theSameModulesGiveTheSameFiles(@TempDir Path cache) {
    assertThat(References.sampleApp(cache)).isEqualTo(files);
  }

  @ParameterizedTest
  @ValueSource(strings = {"modules", "docs/guide/examples", "benchmarks/modules"})
  void theExamplesOfThePagesAreValid(String modules, @TempDir Path cache) {
    Map<String, String> all = References.of(HOME.resolve(modules), cache);
    Validity schemas =
        new Validity(Objects.requireNonNull(all.get(ReferenceFiles.SCHEMA)), "#/$defs/");
    List<String> seen = new ArrayList<>();
    all.forEach(
        (name, text) -> {
          if (name.endsWith(".md")) {
            checkExamples(text, schemas, seen);
          }
        });

    assertThat(seen).hasSizeGreaterThan(50).contains("user.create.doc", "session.auth.answer");
  }

  private static void checkExamples(String page, Validity schemas, List<String> seen) {
    Matcher section = SECTION.matcher(page);
    while (section.find()) {
      int end = page.indexOf("\n## ", section.end());
      String part = page.substring(section.end(), end < 0 ? page.length() : end);
      String method = section.group(1) + "." + section.group(2);
      List<JsonNode> examples =
          EXAMPLE.matcher(part).results().map(found -> Validity.tree(found.group(1))).toList();
      for (JsonNode frame : examples) {
        if (frame.has("endpoint")) {
          check(schemas, method + ".query", frame.get("query"), seen);
          if (frame.has("doc")) {
            check(schemas, method + ".doc", frame.get("doc"), seen);
          }
        } else {
          check(schemas, method + ".answer", frame, seen);
        }
      }
    }
  }

  private static void check(Validity schemas, String name, JsonNode value, List<String> seen) {
    assertThat(schemas.errors(name, value.toString())).as(name + ": " + value).isEmpty();
    seen.add(name);
  }

  @Test
  void everyModuleMethodAndAttributeStandsInEachFile() {
    JsonNode schemas = Validity.tree(file(ReferenceFiles.SCHEMA)).get("$defs");
    JsonNode asyncApi = Validity.tree(file(ReferenceFiles.ASYNCAPI));
    JsonNode openApi = Validity.tree(file(ReferenceFiles.OPENAPI));
    List<String> modules =
        files.keySet().stream()
            .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
            .map(name -> name.substring(0, name.length() - 3))
            .toList();

    assertThat(modules).contains("user", "session", "job_run", "blog", "blog_cat", "math", "staff");
    for (String module : modules) {
      String page = file(module + ".md");
      assertThat(file("README.md")).contains("[" + module + "](" + module + ".md)");
      for (String attr : rows(page, "## Attributes", "(?m)^\\| `(\\w+)` \\|.*$")) {
        if (!page.contains("never answered") || !isHidden(page, attr)) {
          List.of(schemas, asyncApi.at("/components/schemas"), openApi.at("/components/schemas"))
              .forEach(
                  all ->
                      assertThat(
                              all.at("/" + module + "/properties").has(attr) || isOld(page, attr))
                          .as(module + "." + attr)
                          .isTrue());
        }
      }
      for (String method : rows(page, "", "(?m)^## " + module + "/(\\w+)$")) {
        String name = module + "." + method;
        assertThat(schemas.has(name + ".query")).as(name).isTrue();
        boolean get = isReached("GET", name, page);
        assertThat(openApi.get("paths").toString().contains('"' + name + '"'))
            .as(name + " over HTTP")
            .isEqualTo(get || isReached("POST", name, page));
        boolean forClients = !section(page, name).contains("no client may call it");
        assertThat(asyncApi.get("operations").has(name))
            .as(name + " over the websocket")
            .isEqualTo(forClients && !get);
      }
    }
  }

  private static boolean isReached(String by, String method, String page) {
    String path = "`" + by + " /" + method.replace('.', '/');
    return page.contains(path + "/") || page.contains(path + "`");
  }

  private static List<String> rows(String page, String from, String pattern) {
    int start = page.indexOf(from);
    String part = start < 0 ? "" : page.substring(start);
    int end = from.isEmpty() ? -1 : part.indexOf("\n## ");
    return Pattern.compile(pattern)
        .matcher(end < 0 ? part : part.substring(0, end))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String section(String page, String method) {
    int start = page.indexOf("## " + method.replace('.', '/') + "\n");
    int end = page.indexOf("\n## ", start);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  private static boolean isHidden(String page, String attr) {
    return row(page, attr).contains("never answered");
  }

  private static boolean isOld(String page, String attr) {
    return row(page, attr).contains("for clients of level 1");
  }

  private static String row(String page, String attr) {
    return page.lines()
        .filter(line -> line.startsWith("| `" + attr + "` |"))
        .findFirst()
        .orElse("");
  }

  @Test
  void aPageSaysWhoMayCallAndWhatForInWords() {
    assertThat(file("blog.md"))
        .contains("Posts. Visitors read what is published and shared with them;")
        .contains("- who has the privilege `read` on `blog`")
        .contains(
            "- everybody, for documents with `user = me() or (status = \"published\" and access"
                + " grants it to the caller)`")
        .contains("| `SAMPLE_APP_BLOG_INVALID_CAT` | 400 | There is no blog category …. |")
        .contains("For jobs and other modules alone: no client may call it.");
  }

  @Test
  void aSecretIsNowhereInWhatIsAnswered() {
    JsonNode user = Validity.tree(file(ReferenceFiles.SCHEMA)).at("/$defs/user/properties");

    assertThat(user.has("username")).isTrue();
    assertThat(user.has("username_hash")).isFalse();
    assertThat(file("user.md"))
        .contains("| `username_hash` | secret text | required; never answered |");
  }
}
