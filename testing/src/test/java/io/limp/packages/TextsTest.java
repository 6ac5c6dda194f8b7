package io.limp.packages;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.str;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.PackageSpec;
import io.limp.api.Reply;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What packages say in several languages, as clients and module code get it. */
class TextsTest {
  private static final class Greeter implements LimpModule {
    static final Attr<String> LOCALE = str("locale");
    static final Attr<String> KEY = str("key");
    static final Attr<String> SAYS = str("says");

    @Override
    public ModuleSpec spec() {
      return ModuleSpec.of("greeter")
          .method("greet", m -> m.permit(anyone()).docArgs(LOCALE, KEY).run(Greeter::greet));
    }

    private static Reply greet(Call call) {
      return Reply.of(
          SAYS, call.text(call.doc().get(KEY), call.doc().get(LOCALE), Map.of("name", "Ada")));
    }
  }

  private static final PackageSpec HALL =
      PackageSpec.of("hall")
          .locales("ar_AE", "en_AE")
          .l10n("ar_AE", Map.of("hello", "مرحبا {name}", "bye", "وداعا"))
          .l10n("en_AE", Map.of("hello", "Hello {name}"));

  private TestApp app;
  private TestClient nobody;

  @BeforeEach
  void start() {
    app = TestApp.of("hall", new Greeter()).brings(HALL).start();
    nobody = app.client();
  }

  @AfterEach
  void stop() {
    nobody.close();
    app.close();
  }

  private static @Nullable Object texts(Answer answer) {
    return answer.expect(200).args().get("texts");
  }

  @Test
  void anybodyReadsTheTextsOfALanguageWithOthersInPlaceOfWhatItLacks() {
    assertThat(texts(nobody.call("l10n/read", query("locale", val("en_AE")))))
        .isEqualTo(Map.of("hall", Map.of("hello", "Hello {name}", "bye", "وداعا")));
    assertThat(texts(nobody.call("l10n/read", query("locale", val("en_US")))))
        .isEqualTo(Map.of("hall", Map.of("hello", "Hello {name}", "bye", "وداعا")));
    assertThat(texts(nobody.call("l10n/read", query())))
        .isEqualTo(Map.of("hall", Map.of("hello", "مرحبا {name}", "bye", "وداعا")));
  }

  @Test
  void whoHasThemAlreadyIsToldSo() {
    Map<String, @Nullable Object> first =
        nobody.call("l10n/read", query("locale", val("en_AE"))).expect(200).args();
    String version = String.valueOf(first.get("version"));
    assertThat(version).matches("[0-9a-f]{16}");

    Answer again = nobody.call("l10n/read", query("locale", val("en_AE"), "version", val(version)));
    assertThat(again.expect(200).args())
        .containsEntry("version", version)
        .doesNotContainKey("texts");
    assertThat(
            texts(nobody.call("l10n/read", query("locale", val("ar_AE"), "version", val(version)))))
        .isNotNull();
  }

  @Test
  void aLocaleThatIsNoTextIsRefused() {
    nobody.call("l10n/read", query("locale", val(5))).expect(400);
  }

  @Test
  void moduleCodeSaysThemWithValues() {
    assertThat(greet("hello", "en_AE").expect(200).args()).containsEntry("says", "Hello Ada");
    assertThat(greet("bye", "en_AE").expect(200).args()).containsEntry("says", "وداعا");
    greet("helo", "en_AE").expect(500);
  }

  private Answer greet(String key, String locale) {
    return nobody.call("greeter/greet", query(), doc("key", key, "locale", locale));
  }
}
