package io.limp.query;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.permit;
import static io.limp.api.Limp.str;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Attr;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A permit that gives so many documents a read at the most. */
class PermittedPagesTest {
  private static final class Poem implements LimpModule {
    static final Attr<String> TITLE = str("title");

    @Override
    public ModuleSpec spec() {
      return ModuleSpec.of("poem")
          .collection("poems")
          .attrs(TITLE)
          .read(permit("read"), anyone().atMost(2))
          .create(permit("create"));
    }
  }

  private TestApp app;
  private TestClient admin;
  private TestClient nobody;

  @BeforeEach
  void start() {
    app = TestApp.of("shelf", new Poem()).start();
    admin = app.admin();
    nobody = app.client();
    for (String title : List.of("a", "b", "c", "d", "e")) {
      admin.call("poem/create", query(), doc("title", title)).expect(200);
    }
  }

  @AfterEach
  void stop() {
    nobody.close();
    admin.close();
    app.close();
  }

  @Test
  void whoeverItFitsGetsNoMoreWhateverTheyAskFor() {
    Answer all = nobody.call("poem/read", query()).expect(200);
    assertThat(all.docs()).hasSize(2);
    assertThat(all.total()).isEqualTo(5);
    assertThat(nobody.call("poem/read", query("$limit", 50)).expect(200).docs()).hasSize(2);
    assertThat(nobody.call("poem/read", query("$limit", 1)).expect(200).docs()).hasSize(1);
    assertThat(admin.call("poem/read", query()).expect(200).docs()).hasSize(5);
  }

  @Test
  void theOthersAreOnTheNextPages() {
    List<Object> titles = new ArrayList<>();
    Object after = "";
    while (after != null) {
      Answer page =
          nobody.call("poem/read", query("$sort", doc("title", 1), "$after", after)).expect(200);
      titles.addAll(page.each("title"));
      after = page.args().get("after");
    }
    assertThat(titles).containsExactly("a", "b", "c", "d", "e");
  }
}
