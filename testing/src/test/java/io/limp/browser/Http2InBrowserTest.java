package io.limp.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limp.testing.TestApp;
import org.junit.jupiter.api.Test;

/** RFC 8441: the websocket of the page is a stream of the HTTP/2 connection that brought it. */
class Http2InBrowserTest {
  @Test
  void theWebsocketGoesOverHttp2() {
    try (Browser browser = Browser.start("--ignore-certificate-errors");
        TestApp app = Sandbox.sampleApp().selfSigned().start()) {
      Page page = browser.open(app.home());
      Sandbox sandbox = new Sandbox(page);
      sandbox.awaitConnected();

      assertThat(page.protocol()).isEqualTo("h2");
      assertThat(page.awaitHandshake()).as("101 would be HTTP/1.1").isEqualTo(200);
      assertThat(page.eval("document.querySelector('#address').value").asText())
          .startsWith("wss://localhost:");
      sandbox.signInAsAdmin();
      JsonNode answer = sandbox.read("user/read", "{}");
      assertThat(answer.path("args").path("total").asInt()).isEqualTo(2);
      assertThat(
              page.isVisible(
                  "[data-test=frame][data-direction=out][data-endpoint='user/read'][data-signed=true]"))
          .isTrue();
      assertThat(page.complaints()).isEmpty();
    }
  }
}
