package io.limp.templates;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Modules that say what a template says, and more. */
class TemplatesTest {
  private final FakeClock clock = FakeClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private TestApp app;
  private TestClient admin;
  private TestClient visitor;

  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @BeforeEach
  void start() {
    app =
        setup(TestApp.of("press", new Article(), new ArticleCat(), new Page()))
            .clock(clock)
            .start();
    admin = app.admin();
    visitor = app.client();
  }

  @AfterEach
  void stop() {
    visitor.close();
    admin.close();
    app.close();
  }

  private static Map<String, @Nullable Object> text(String title, @Nullable Object... more) {
    Map<String, @Nullable Object> text = new LinkedHashMap<>();
    text.put("title", doc("ar_AE", "", "en_AE", title));
    text.put("content", locales("Words."));
    text.put("status", "published");
    text.putAll(doc(more));
    return text;
  }

  private String create(String module, Map<String, @Nullable Object> doc) {
    return admin.call(module + "/create", query(), doc).expect(200).id();
  }

  private Object permalink(String module, String id) {
    return String.valueOf(admin.call(module + "/read", byId(id)).doc().get("permalink"));
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  @Test
  void visitorsReadWhatIsPublishedAndShared() {
    String out = create("article", text("Out"));
    create("article", text("Draft", "status", "draft"));
    create("article", text("Waiting", "status", "pending"));
    create(
        "article",
        text("Closed", "access", doc("anon", false, "users", List.of(), "groups", List.of())));

    assertThat(visitor.call("article/read").expect(200).each("_id")).containsExactly(out);
    assertThat(admin.call("article/read").total()).isEqualTo(4);
  }

  @Test
  void whatIsScheduledAppearsAndGoesByTheClock() {
    create("article", text("Later", "publish_time", now() + 3600, "expiry", now() + 7200));
    assertThat(visitor.call("article/read").total()).isZero();

    clock.forward(Duration.ofHours(1));
    assertThat(visitor.call("article/read").total()).as("at the very moment").isEqualTo(1);

    clock.forward(Duration.ofHours(1));
    assertThat(visitor.call("article/read").total()).isZero();
    assertThat(admin.call("article/read").total()).isEqualTo(1);
  }

  @Test
  void authorsReadAndChangeTheirOwn() {
    try (TestClient author =
            app.user("author", Map.of("article", List.of("create", "update", "delete")));
        TestClient other =
            app.user("other", Map.of("article", List.of("create", "update", "delete")))) {
      String id =
          author.call("article/create", query(), text("Mine", "status", "draft")).expect(200).id();

      assertThat(author.call("article/read").each("_id")).containsExactly(id);
      assertThat(other.call("article/read").each("_id")).isEmpty();
      assertThat(other.call("article/update", byId(id), doc("status", "published")).count())
          .isZero();
      assertThat(author.call("article/update", byId(id), doc("status", "published")).count())
          .isEqualTo(1);
      assertThat(other.call("article/delete", byId(id)).count()).isZero();
      visitor.call("article/create", query(), text("No")).expect(403);
    }
  }

  @Test
  void aPermalinkIsMadeFromTheTitleAndIsItsOwn() {
    String first = create("article", text("A  fine day, really!"));
    String second = create("article", text("A fine day; really?"));
    String hindi = create("article", text("हिन्दी में"));
    String marks = create("article", text("!?"));
    String given = create("article", text("x", "permalink", "my-own"));
    String here = create("page", text("A fine day really"));

    assertThat(permalink("article", first)).isEqualTo("a-fine-day-really");
    assertThat(permalink("article", second)).isEqualTo("a-fine-day-really-" + second);
    assertThat(permalink("article", hindi)).isEqualTo("हिन्दी-में");
    assertThat(permalink("article", marks)).isEqualTo(marks);
    assertThat(permalink("article", given)).isEqualTo("my-own");
    assertThat(permalink("page", here)).as("another module").isEqualTo("a-fine-day-really");
    admin
        .call("article/create", query(), text("y", "permalink", "my-own"))
        .expect(400, "PRESS_ARTICLE_DUPLICATE_DOC");
  }

  @Test
  void oneTitleAtOneMomentNeverMakesOnePermalinkTwice() throws Exception {
    Callable<Answer> create =
        () -> {
          try (TestClient each = app.admin()) {
            return each.call("article/create", query(), text("Rush"));
          }
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (var each : threads.invokeAll(List.of(create, create, create, create, create, create))) {
        assertThat(each.get().status()).isIn(200, 400);
      }
    }
    List<Object> permalinks = admin.call("article/read").each("permalink");
    assertThat(permalinks).isNotEmpty().doesNotHaveDuplicates().contains("rush");
  }

  @Test
  void aCategoryMustBeThereAndIsShown() {
    String cat =
        admin
            .call(
                "article_cat/create",
                query(),
                doc("title", locales("News"), "desc", locales("What is new")))
            .expect(200)
            .id();
    String id = create("article", text("In it", "cat", cat));

    assertThat(visitor.call("article/read", byId(id)).doc().get("cat"))
        .isEqualTo(
            visitor.call("article_cat/read", byId(cat)).doc().entrySet().stream()
                .filter(each -> !each.getKey().equals("diff"))
                .collect(
                    LinkedHashMap::new,
                    (all, each) -> all.put(each.getKey(), each.getValue()),
                    Map::putAll));
    Answer refused =
        admin.call("article/create", query(), text("Out of it", "cat", TestApp.ADMIN_ID));
    refused.expect(400, "PRESS_ARTICLE_INVALID_CAT");
    assertThat(refused.msg()).contains(TestApp.ADMIN_ID);
    admin
        .call("article/update", byId(id), doc("cat", TestApp.ADMIN_ID))
        .expect(400, "PRESS_ARTICLE_INVALID_CAT");
    assertThat(admin.call("page/read", byId(create("page", text("P")))).doc())
        .doesNotContainKey("cat");
  }

  @Test
  void theModulesOwnAttributesAndPermitsAreThereToo() {
    String id = create("article", text("Long", "minutes", 45));
    admin.call("article/create", query(), text("x", "minutes", 0)).expect(400);
    try (TestClient proofreader = app.user("proof", Map.of("article", List.of("proofread")))) {
      proofreader
          .call("article/update", byId(id), doc("content", locales("Better words.")))
          .expect(200);
      proofreader
          .call("article/update", byId(id), doc("status", "rejected"))
          .expect(403, "PRESS_ARTICLE_FORBIDDEN_ATTR");
    }
    assertThat(visitor.call("article/read", byId(id)).doc())
        .containsEntry("minutes", 45L)
        .containsEntry("content", locales("Better words."));
  }

  @Test
  void twoModulesOfOneTemplateAreTwoModules() {
    String article = create("article", text("One"));
    String page = create("page", text("Two"));

    visitor.call("article/see", byId(article)).expect(204);
    visitor.call("article/see", byId(article)).expect(204);
    visitor.call("page/see", byId(page)).expect(204);

    assertThat(visitor.call("article/read").each("_id")).containsExactly(article);
    assertThat(visitor.call("article/read", byId(article)).doc()).containsEntry("times", 2L);
    assertThat(visitor.call("page/read", byId(page)).doc()).containsEntry("times", 1L);
  }

  @Test
  void whatATemplateHidesIsHidden() {
    String id = create("page", text("Two", "token", "guessed"));

    assertThat(admin.call("page/read", byId(id)).toString()).doesNotContain("token", "t0ken");
    assertThat(admin.call("page/read", query("token", val("guessed"))).total())
        .as("as if it did not exist")
        .isEqualTo(1);
    assertThat(admin.call("page/read", query("token", val("other"))).total()).isEqualTo(1);
  }
}
