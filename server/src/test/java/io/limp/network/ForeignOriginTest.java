package io.limp.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S23: pages of other origins, on both protocols. */
class ForeignOriginTest {
  private static final String OURS = "https://app.example.com";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aForeignPageIsRefusedBeforeTheUpgrade(boolean http2) throws Exception {
    try (TestServer server = new TestServer.Setup().origins(OURS).start()) {
      WebSocketClient client = Talker.client(http2);
      assertThatThrownBy(() -> Talker.connect(client, server.ws(), "https://evil.example.com"))
          .hasMessageContaining("403");
      assertThatThrownBy(() -> Talker.connect(client, server.ws(), "null"))
          .hasMessageContaining("403");
      assertThat(server.conversations.origins).isEmpty();
      client.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ourPageAndProgramsAreLetIn(boolean http2) throws Exception {
    try (TestServer server = new TestServer.Setup().origins(OURS).start()) {
      WebSocketClient client = Talker.client(http2);
      assertThat(Talker.connect(client, server.ws(), OURS).session().isOpen()).isTrue();
      assertThat(Talker.connect(client, server.ws(), null).session().isOpen()).isTrue();
      client.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutAListAnyPageIsLetIn(boolean http2) throws Exception {
    try (TestServer server = TestServer.start()) {
      WebSocketClient client = Talker.client(http2);
      assertThat(Talker.connect(client, server.ws(), "https://any.example.com").session().isOpen())
          .isTrue();
      client.stop();
    }
  }
}
