package io.limp.level6;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike6.Spike6;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient6;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What level 6 takes as a value of every type, what it makes of it, and what it refuses. */
class ValuesTest {
  private static TestApp app;
  private static TestClient6 admin;

  @BeforeAll
  static void start() {
    app = Spike6.start();
    admin = app.admin6();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  static Stream<Arguments> taken() {
    String id = TestApp.ADMIN_ID;
    Map<String, Object> point = doc("type", "Point", "coordinates", List.of(1.0, 2.5));
    Map<String, Object> access = doc("anon", true, "users", List.of(id), "groups", List.of());
    return Stream.of(
        Arguments.of("num", 5, 5L),
        Arguments.of("num", "12", 12L),
        Arguments.of("num", "-12", -12L),
        Arguments.of("flt", 1, 1.0),
        Arguments.of("flt", "1.5", 1.5),
        Arguments.of("flag", false, false),
        Arguments.of("day", "2020-02-29", "2020-02-29"),
        Arguments.of("when", "2020-01-01T00:00", "2020-01-01T00:00:00"),
        Arguments.of("when", "2020-01-01T00:00:00.123456", "2020-01-01T00:00:00.123000"),
        Arguments.of("when", "2020-01-01T02:00:00+02:00", "2020-01-01T00:00:00"),
        Arguments.of("clock", "12:00", "12:00"),
        Arguments.of("clock", "23:59:59.5", "23:59:59.5"),
        Arguments.of("url", "http://example.com/path?x=1#y", "http://example.com/path?x=1#y"),
        Arguments.of("url", "https://example.com:8081", "https://example.com:8081"),
        Arguments.of("ip", "1.2.3.4", "1.2.3.4"),
        Arguments.of("ip", "2001:db8::1", "2001:db8::1"),
        Arguments.of("ip", "::ffff:1.2.3.4", "::ffff:1.2.3.4"),
        Arguments.of("place", point, point),
        Arguments.of("kind", "a", "a"),
        Arguments.of("label", doc("ar_AE", "x"), locales("x")),
        Arguments.of("lang", "en_AE", "en_AE"),
        Arguments.of("meta", doc("a", doc("b", List.of(1L))), doc("a", doc("b", List.of(1L)))),
        Arguments.of("acc", access, access),
        Arguments.of("uni", 5, 5L),
        Arguments.of("uni", "5", "5"));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void aValueOfItsTypeIsTakenAndReadBack(String attr, Object given, Object readBack) {
    String id = admin.call("note/create", steps(), note(attr, given)).expect(200).id();
    assertThat(admin.call("note/read", steps(doc("_id", id))).doc()).containsEntry(attr, readBack);
    if (!(readBack instanceof Map<?, ?>)) { // in a query an object holds operators
      assertThat(admin.call("note/read", steps(doc("_id", id, attr, readBack))).total()).isOne();
    }
  }

  static Stream<Arguments> refused() {
    Map<String, List<Object>> values = new LinkedHashMap<>();
    values.put("num", List.of("x", "", "1.0", 1.5, true, List.of(1), "9".repeat(30)));
    values.put("flt", List.of("x", "1e5", "NaN", true));
    values.put("flag", List.of("true", 1, ""));
    values.put("day", List.of("2020-1-1", "2020-02-30", "2020-01-01T00:00", 20200101, ""));
    values.put("when", List.of("2020-01-01", "2020-02-30T00:00", 1_500_000_000, "now", ""));
    values.put("clock", List.of("x", "24:00", "12", "12:60", "1:00", 12));
    values.put(
        "url", List.of("bad", "ftp://example.com", "http://x", "http://a.bc/ d", "http://a.bc\n"));
    values.put(
        "ip", List.of("300.1.1.1", "1.2.3", "localhost", "::1%eth0", "[::1]", "1.2.3.4.5", 1));
    values.put("kind", List.of("zzz", "A", 1));
    values.put("lang", List.of("fr", "", 1));
    values.put("label", List.of("x", List.of(), 1));
    values.put("tags", List.of("x", doc()));
    values.put("meta", List.of(List.of(), "x"));
    values.put("acc", List.of(doc("anon", true), List.of(), doc()));
    values.put(
        "place",
        List.of(
            doc("coordinates", List.of(1, 2), "type", "Point"),
            doc("type", "Polygon", "coordinates", List.of(1, 2))));
    values.put("uni", List.of(1.5, true, List.of(), doc()));
    List<Arguments> all = new ArrayList<>();
    values.forEach((attr, each) -> each.forEach(value -> all.add(Arguments.of(attr, value))));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aValueOfAnotherTypeIsRefused(String attr, Object given) {
    admin.call("note/create", steps(), note(attr, given)).expect(400, "SPIKE_NOTE_INVALID_ATTR");
  }

  static Stream<Arguments> wrongInside() {
    return Stream.of(
        Arguments.of("tags", List.of(1)),
        Arguments.of("peers", List.of("zzz")),
        Arguments.of("owner", "zzz"),
        Arguments.of("label", doc("en_AE", "x")),
        Arguments.of("label", doc("ar_AE", "x", "fr", "y")));
  }

  @ParameterizedTest
  @MethodSource("wrongInside")
  void whatIsWrongInsideAnOptionalValueMakesItMissing(String attr, Object given) {
    String id = admin.call("note/create", steps(), note(attr, given)).expect(200).id();
    assertThat(admin.call("note/read", steps(doc("_id", id))).doc()).containsEntry(attr, null);
  }

  @Test
  void whatIsWrongInsideAValueThatMustBeThereIsRefused() {
    for (Map<String, @Nullable Object> name :
        List.of(doc("fr_FR", "x"), doc("en_AE", "x"), doc("ar_AE", 5))) {
      admin
          .call("staff/create", steps(), doc("name", name))
          .expect(400, "SPIKE_STAFF_INVALID_ATTR");
    }
    admin.call("staff/create", steps(), doc("name", null)).expect(400, "SPIKE_STAFF_MISSING_ATTR");
  }

  private static Map<String, @Nullable Object> note(String attr, Object value) {
    return doc("title", "v", attr, value);
  }
}
