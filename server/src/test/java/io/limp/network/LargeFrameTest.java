package io.limp.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frames in pieces, too long, not text, or not UTF-8. */
class LargeFrameTest {
  private static final int TEN_MB = 10 << 20;

  private TestServer server;
  private RawWebSocket socket;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer.Setup().budget(64 << 20).start();
    socket = new RawWebSocket(server.web.port());
    socket.hear();
  }

  @AfterEach
  void stop() throws Exception {
    socket.close();
    server.close();
  }

  @Test
  void aStrangersLargeFrameIsRefusedAndTheConnectionLivesOn() throws Exception {
    socket.send(RawWebSocket.TEXT, true, new byte[TEN_MB]);
    socket.say("still here");
    assertThat(socket.hear()).isEqualTo("tooLarge:" + PartialText.ANONYMOUS_LIMIT);
    assertThat(socket.hear()).isEqualTo("echo:still here");
    TestServer.await("its memory is free", () -> server.budget.used() == 0);
  }

  @Test
  void aUsersLargeFrameIsAnswered() throws Exception {
    socket.say("signin");
    socket.hear();
    byte[] text = "a".repeat(TEN_MB).getBytes(StandardCharsets.UTF_8);
    socket.send(RawWebSocket.TEXT, true, text);
    assertThat(socket.hear()).isEqualTo("length:" + TEN_MB);
    TestServer.await("its memory is free", () -> server.budget.used() == 0);
  }

  @Test
  void aUsersFrameBeyondTheBudgetOfAllIsRefusedAndTheConnectionLivesOn() throws Exception {
    socket.say("signin");
    socket.hear();
    server.budget.add(60 << 20);
    socket.send(RawWebSocket.TEXT, true, new byte[TEN_MB]);
    assertThat(socket.hear()).isEqualTo("tooLarge:" + PartialText.SIGNED_IN_LIMIT);
    server.budget.release(60 << 20);
    socket.say("still here");
    assertThat(socket.hear()).isEqualTo("echo:still here");
    TestServer.await("its memory is free", () -> server.budget.used() == 0);
  }

  @Test
  void binaryFramesOfAnySizeAreIgnored() throws Exception {
    socket.send(RawWebSocket.BINARY, true, new byte[TEN_MB]);
    socket.send(RawWebSocket.BINARY, false, new byte[] {1});
    socket.send(RawWebSocket.CONTINUATION, true, new byte[] {2});
    socket.say("text");
    assertThat(socket.hear()).isEqualTo("echo:text");
    TestServer.await("its memory is free", () -> server.budget.used() == 0);
  }

  @Test
  void aTextInPiecesIsOneFrame() throws Exception {
    byte[] text = "häppchen 漢".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) { // cuts every character in two
      boolean last = i == text.length - 1;
      socket.send(
          i == 0 ? RawWebSocket.TEXT : RawWebSocket.CONTINUATION, last, new byte[] {text[i]});
      if (i == 3) {
        socket.send(RawWebSocket.PING, true, new byte[] {42});
        assertThat(socket.read().opcode()).isEqualTo(RawWebSocket.PONG);
      }
    }
    assertThat(socket.hear()).isEqualTo("echo:häppchen 漢");
  }

  @Test
  void anEmptyFrameIsAnswered() throws Exception {
    socket.say("");
    assertThat(socket.hear()).isEqualTo("echo:");
    socket.send(RawWebSocket.TEXT, false, new byte[0]);
    socket.send(RawWebSocket.CONTINUATION, true, new byte[0]);
    assertThat(socket.hear()).isEqualTo("echo:");
  }

  @Test
  void theReplacementCharacterIsACharacterLikeAnyOther() throws Exception {
    socket.say("\uFFFD");
    assertThat(socket.hear()).isEqualTo("echo:\uFFFD");
  }

  @Test
  void aFrameThatIsNotUtf8ClosesWith1007() throws Exception {
    socket.send(RawWebSocket.TEXT, true, new byte[] {'a', (byte) 0xc3, (byte) 0x28});
    assertThat(socket.read().closeCode()).isEqualTo(1007);
  }

  @Test
  void piecesThatAreNotUtf8TogetherCloseWith1007() throws Exception {
    socket.send(RawWebSocket.TEXT, false, new byte[] {'a', (byte) 0xc3});
    socket.send(RawWebSocket.CONTINUATION, true, new byte[] {'b'});
    assertThat(socket.read().closeCode()).isEqualTo(1007);
    TestServer.await("its memory is free", () -> server.budget.used() == 0);
  }

  @Test
  void aConversationThatFailsClosesItsConnectionOnly() throws Exception {
    try (RawWebSocket other = new RawWebSocket(server.web.port())) {
      socket.say("fail");
      RawWebSocket.Frame frame = socket.read();
      assertThat(frame.closeCode()).isEqualTo(1011);
      assertThat(frame.text()).doesNotContain("Told to fail");
      socket.send(RawWebSocket.CLOSE, true, new byte[] {3, (byte) 0xf3});
      assertThatThrownBy(socket::read).isInstanceOf(EOFException.class);
      other.hear();
      other.say("fine");
      assertThat(other.hear()).isEqualTo("echo:fine");
    }
    TestServer.await("both are closed", () -> server.conversations.closed.size() == 2);
  }
}
