package io.limp.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limp.testing.TestApp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sandbox on a phone and on a desk, by day and by night. */
class LooksTest {
  /** What is wider than its place, or than the page; documents may be: their panel scrolls. */
  private static final String TOO_WIDE =
      """
      [...document.querySelectorAll('html, body, body *')].filter((element) => {
        if (!element.checkVisibility() || element.closest('.panel-body *, .hidden-label, .skip, svg *')) return false;
        const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || element === document.documentElement;
        const tooWide = scrolls && !element.matches('.panel-body') && element.scrollWidth > element.clientWidth + 1;
        return tooWide || element.getBoundingClientRect().right > innerWidth + 1;
      }).map((element) => element.cloneNode().outerHTML)\
      """;

  @Test
  void nothingIsWiderThanThePage() {
    try (Browser browser = Browser.start();
        TestApp app = Sandbox.sampleApp().start()) {
      Page page = browser.open(app.home());
      Sandbox sandbox = new Sandbox(page);
      sandbox.awaitConnected();
      for (boolean dark : List.of(false, true)) {
        for (int width : List.of(360, 1280)) {
          page.resize(width, 800);
          page.dark(dark);
          page.reload();
          sandbox.awaitConnected();
          checkEveryView(page, width, "as a visitor");
          page.click(width < 800 ? "#view-call" : "#endpoint");
          sandbox.signInAsAdmin();
          sandbox.read("user/read", "{}");
          checkEveryView(page, width, "with documents");
          if (width < 800) {
            page.click("#view-call");
          }
          sandbox.read("user/nothing", "{}");
          checkEveryView(page, width, "refused");
          assertThat(isDark(page)).isEqualTo(dark);
          if (width < 800) {
            page.click("#view-call");
          }
          sandbox.signOut();
        }
      }
      assertThat(page.complaints()).isEmpty();
    }
  }

  private static void checkEveryView(Page page, int width, String state) {
    for (String view : List.of("call", "answer", "frames")) {
      if (width < 800) {
        page.click("#view-" + view);
      }
      JsonNode tooWide = page.eval(TOO_WIDE);
      assertThat(tooWide).as("too wide at %d, %s, %s", width, view, state).isEmpty();
    }
  }

  private static boolean isDark(Page page) {
    return page.eval(
            "getComputedStyle(document.body).getPropertyValue('color').match(/\\d+/g)[0] > 128")
        .asBoolean();
  }
}
