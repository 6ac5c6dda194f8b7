package io.limp.query;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Attr;
import io.limp.api.Id;
import io.limp.api.Limp;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages by every type that has one order, with ties and nulls, are together the whole. */
class PagesOfTypesTest {
  /** One attribute of each such type. */
  public static final class Thing implements LimpModule {
    public static final Attr<String> TEXT = Limp.str("text").optional();
    public static final Attr<Long> WHOLE = Limp.integer("whole").optional();
    public static final Attr<Double> REAL = Limp.decimal("real").optional();
    public static final Attr<Boolean> FLAG = Limp.bool("flag").optional();
    public static final Attr<String> KIND = Limp.literal("kind", "a", "b").optional();
    public static final Attr<String> MAIL = Limp.email("mail").optional();
    public static final Attr<String> URL = Limp.url("url").optional();
    public static final Attr<String> IP = Limp.ip("ip").optional();
    public static final Attr<LocalDate> DAY = Limp.date("day").optional();
    public static final Attr<LocalTime> TIME = Limp.time("time").optional();
    public static final Attr<Instant> WHEN = Limp.datetime("when").optional();
    public static final Attr<Id> WHO = Limp.id("who").optional();
    public static final Attr<LocaleText> NAME = Limp.locale("name").optional();

    @Override
    public ModuleSpec spec() {
      return ModuleSpec.of("thing")
          .collection("things")
          .attrs(Thing.class)
          .read(Limp.anyone())
          .create(Limp.anyone());
    }
  }

  private static final Map<String, List<?>> VALUES = new LinkedHashMap<>();

  static {
    VALUES.put("text", List.of("", "a", "b", "é", "😀", "\uE000"));
    VALUES.put("whole", List.of(0, -1, 5, Long.MAX_VALUE, (1L << 53) + 1));
    VALUES.put("real", List.of(0.5, -1.5, 0.1, 1e300));
    VALUES.put("flag", List.of(true, false));
    VALUES.put("kind", List.of("a", "b"));
    VALUES.put("mail", List.of("a@example.com", "b@example.com"));
    VALUES.put("url", List.of("https://example.com/a", "https://example.com/b"));
    VALUES.put("ip", List.of("10.0.0.1", "::1"));
    VALUES.put("day", List.of("2020-01-31", "1999-12-31"));
    VALUES.put("time", List.of("12:00", "12:00:30.5"));
    VALUES.put("when", List.of("2020-01-01T00:00:00.001Z", "1960-01-01T00:00:00Z"));
    VALUES.put("who", List.of("f00000000000000000000010", "000000000000000000000001"));
    VALUES.put("name", List.of(doc("ar_AE", "م", "en_AE", "x"), doc("ar_AE", "س", "en_AE", "y")));
  }

  private static final int DOCS = 40;
  private static final int ORDERS = 40;

  @Test
  void pagesTogetherAreTheWhole() {
    Random random = new Random(11);
    List<String> paths = new ArrayList<>(VALUES.keySet());
    paths.set(paths.indexOf("name"), "name.ar_AE");
    try (TestApp app = TestApp.of("pages", new Thing()).start();
        TestClient client = app.client()) {
      for (int i = 0; i < DOCS; i++) {
        client.call("thing/create", query(), thing(random)).expect(200);
      }
      for (int i = 0; i < ORDERS; i++) {
        // Each is the first key three times, before another one.
        Map<String, Object> sort = new LinkedHashMap<>();
        sort.put(paths.get(i % paths.size()), random.nextBoolean() ? 1 : -1);
        sort.putIfAbsent(paths.get(random.nextInt(paths.size())), random.nextBoolean() ? 1 : -1);
        int size = 1 + random.nextInt(12);
        List<Object> whole =
            client.call("thing/read", query("$sort", sort)).expect(200).each("_id");
        assertThat(pages(client, sort, size)).as("%s by %s", size, sort).isEqualTo(whole);
      }
    }
  }

  private static Map<String, @Nullable Object> thing(Random random) {
    Map<String, @Nullable Object> thing = new LinkedHashMap<>();
    VALUES.forEach(
        (name, values) -> {
          if (random.nextInt(4) > 0) {
            thing.put(name, values.get(random.nextInt(values.size())));
          }
        });
    return thing;
  }

  private static List<Object> pages(TestClient client, Map<String, Object> sort, int size) {
    List<Object> pages = new ArrayList<>();
    for (Object after = ""; after != null; ) {
      Answer page =
          client
              .call("thing/read", query("$sort", sort, "$limit", size, "$after", after))
              .expect(200);
      assertThat(page.total()).isEqualTo(DOCS);
      pages.addAll(page.each("_id"));
      after = page.args().get("after");
    }
    return pages;
  }
}
