package io.limp.security;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike6.Spike6;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * S24: a file is what its sender says, and does no harm. S21: whatever is asked of one, the process
 * stays.
 */
class StrangersFilesTest {
  private static final List<String> NAMES =
      List.of(
          "../../etc/passwd",
          "..\\..\\boot.ini",
          "/etc/passwd",
          "..",
          ".",
          "",
          " ",
          "a\u0000.png",
          "a\r\nSet-Cookie: sid=1",
          "x".repeat(256));

  private static TestApp app;
  private static TestClient level1;
  private static TestClient6 level6;

  @BeforeAll
  static void start() {
    app = Spike6.start();
    level1 = app.admin();
    level6 = app.admin6();
  }

  @AfterAll
  static void stop() {
    level1.close();
    level6.close();
    app.close();
  }

  private static Map<String, @Nullable Object> file(String name, String type, String content) {
    return doc(
        "name",
        name,
        "type",
        type,
        "size",
        content.length(),
        "lastModified",
        1,
        "content",
        content.chars().mapToObj(c -> (long) c).toList());
  }

  private static Map<String, @Nullable Object> staff(Map<String, @Nullable Object> file) {
    return doc("docs", List.of(file), "name", locales("N"));
  }

  private static List<String> everyFileBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }

  @Test
  void aNameLeadsNowhereAndWhatIsRefusedLeavesNoByte() throws IOException {
    Path files = app.folder().resolve("data").resolve("files");
    List<String> before = everyFileBelow(files);
    for (String name : NAMES) {
      Map<String, @Nullable Object> bad = file(name, "text/plain", "harm");
      level1.call("staff/create", query(), staff(bad)).expect(400, "SPIKE_STAFF_INVALID_ATTR");
      level6
          .call(
              "file/upload",
              steps(),
              doc("attr", "photo", "index", "0", "chunk", 1, "total", 1, "file", bad))
          .expect(400, "CORE_FILE_INVALID_NAME");
      Answer ofPhoto =
          level6.call("staff/create", steps(), doc("photo", bad, "name", locales("N")));
      ofPhoto.expect(400, "SPIKE_STAFF_INVALID_ATTR");
    }
    assertThat(everyFileBelow(files)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/svg+xml",
        "text/html",
        "TEXT/HTML",
        "application/xhtml+xml",
        "text/xml",
        "text/javascript",
        "image/svg+xml; charset=utf-8",
        "application/xml-dtd"
      })
  void whatMayRunAScriptIsADownloadInASandbox(String type) {
    String script = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    String id = level1.call("staff/create", query(), staff(file("x", type, script))).id();
    for (String path : List.of("/x", "/docs/x")) {
      HttpResponse<byte[]> answer = app.get("staff/retrieve_file/" + id + path);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
          .startsWith("attachment;");
      assertThat(answer.headers().firstValue("Content-Security-Policy")).contains("sandbox");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
    assertThat(app.get("staff/retrieve_file/" + id + "/docs/9x9/x").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html\r\nX: y", "text/\u0000html", "\u00e4/b", "a/b\n"})
  void aTypeCannotLeaveItsHeader(String type) {
    level1
        .call("staff/create", query(), staff(file("x", type, "x")))
        .expect(400, "SPIKE_STAFF_INVALID_ATTR");
  }

  /** Any range, any size, any name: an answer, and never a fault of ours. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyFuzzedRequestForAFileIsAnswered(long seed) {
    Random random = new Random(seed);
    String id =
        level1.call("staff/create", query(), staff(file("a.txt", "text/plain", "hello"))).id();
    for (int i = 0; i < 150; i++) {
      String path = "staff/retrieve_file/" + id + "/docs/";
      String range = "bytes=" + digits(random) + "-" + digits(random);
      switch (random.nextInt(4)) {
        case 0 -> path += "a.txt";
        case 1 -> path += digits(random) + "x" + digits(random) + "/a.txt";
        case 2 -> path += encoded(random);
        default -> {
          path += "a.txt";
          range = range + "," + digits(random) + "-" + (char) (33 + random.nextInt(90));
        }
      }
      HttpResponse<byte[]> answer = app.http("GET", path, Map.of("Range", range));
      assertThat(answer.statusCode())
          .as("seed %d: %s of %s", seed, range, path)
          .isIn(200, 206, 400, 404, 416);
    }
    level6.call("heart/beat").expect(200);
  }

  private static String digits(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> "0";
      case 2 -> "-" + random.nextInt(9);
      case 3 -> Long.toUnsignedString(random.nextLong()) + random.nextInt(99);
      default -> Integer.toString(random.nextInt(9));
    };
  }

  private static String encoded(Random random) {
    StringBuilder name = new StringBuilder();
    for (int k = 1 + random.nextInt(6); k > 0; k--) {
      name.appendCodePoint(1 + random.nextInt(0xd7ff));
    }
    return URLEncoder.encode(name.toString(), StandardCharsets.UTF_8);
  }
}
