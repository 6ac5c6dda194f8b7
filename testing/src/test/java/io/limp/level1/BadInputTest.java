package io.limp.level1;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.Jwt;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client should send: it is refused with a code, and others do not notice. */
class BadInputTest {
  private static TestApp app;
  private static TestClient admin;
  private static TestClient bystander;

  @BeforeAll
  static void start() {
    app = Spike.start();
    admin = app.admin();
    bystander = app.client();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @AfterEach
  void anotherClientIsStillAnswered() {
    bystander.call("note/nothing").expect(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{nope",
        "}",
        "{}}",
        "{\"a\":}",
        "{'a':1}",
        "{\"a\":1,}",
        "nope",
        "NaN",
        "{\"endpoint\":\"note/read\"",
        "{\"a\":\"\u0001\"}",
        "{\"a\":01}",
        "{\"a\":1e999}",
        "\uFEFF{}",
        "{}{}",
        "{\"endpoint\":\"note/read\",\"endpoint\":\"note/nothing\",\"sid\":\"x\"}",
        "{\"doc\":{\"a\":null,\"a\":1}}",
        "/* */{}",
        "{\"a\":\"\\ud800\"x}",
        "null x",
        "[1,2"
      })
  void aFrameThatIsNoJsonIsRefusedAndTheConnectionStays(String frame) {
    try (TestClient client = app.client()) {
      Answer answer = client.exchange(frame);
      answer.expect(400, "CORE_REQ_INVALID_FRAME");
      assertThat(answer.args()).containsEntry("call_id", null);
      client.call("note/nothing").expect(204);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"a\":2}|the key \"a\" is there twice",
        "{\"a\":NaN}|Non-standard token 'NaN' at character 9",
        "{\"a\":1|Unexpected end-of-input at character 7",
        "{\"a\":x}|Unrecognized token 'x' at character 6",
        "{\"a\":1e999}|the number 1e999 is too large",
        "{}{}|there is more after the end of the JSON value"
      })
  void aRefusalSaysWhereTheFrameIsNoJson(String frame, String why) {
    try (TestClient client = app.client()) {
      assertThat(client.exchange(frame).msg())
          .isEqualTo("A frame must be a JSON object: " + why + ".");
    }
  }

  @Test
  void aRefusalSaysHowDeepAFrameMayBe() {
    try (TestClient client = app.client()) {
      assertThat(client.exchange("[".repeat(200) + "]".repeat(200)).msg())
          .isEqualTo("A frame must be a JSON object: it is more than 100 deep.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"hi\"", "1", "1.5", "true", "null", "[{}]"})
  void aFrameThatIsNoObjectIsRefused(String frame) {
    try (TestClient client = app.client()) {
      client.exchange(frame).expect(400, "CORE_REQ_INVALID_FRAME");
    }
  }

  @Test
  void aFrameNestedTooDeeplyIsRefused() {
    try (TestClient client = app.client()) {
      for (int depth : new int[] {200, 100_000}) {
        client
            .exchange("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}")
            .expect(400, "CORE_REQ_INVALID_FRAME");
        client
            .exchange("{\"a\":" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}")
            .expect(400, "CORE_REQ_INVALID_FRAME");
      }
    }
  }

  static Stream<Arguments> wrongFields() {
    List<Arguments> rows = new ArrayList<>();
    for (String field : List.of("endpoint", "query", "doc")) {
      for (String value : List.of("null", "1", "1.5", "true", "[]", "[{}]")) {
        if (!field.equals("query") || !value.equals("[{}]")) { // level 6's form of a query
          rows.add(Arguments.of(field, value));
        }
      }
    }
    rows.add(Arguments.of("endpoint", "{}"));
    rows.add(Arguments.of("query", "\"x\""));
    rows.add(Arguments.of("doc", "\"x\""));
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("wrongFields")
  void aFieldOfTheWrongTypeIsNamed(String field, String value) {
    try (TestClient client = app.client()) {
      Map<String, Object> frame = client.frame("note/read", query(), doc());
      frame.put(field, Wire.read(value));
      client.send(Wire.write(frame));
      Answer plain = client.answerTo(frame.get("call_id"));
      assertThat(plain.status()).isEqualTo(400);
      assertThat(plain.code()).startsWith("CORE_REQ_INVALID_");
      assertThat(plain.msg()).containsIgnoringCase(field);
      client.sendSigned(frame, TestClient.ANON_TOKEN);
      assertThat(client.answerTo(frame.get("call_id")).status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "true", "[]", "{}"})
  void aTokenThatIsNoTextBesideAnEndpointMeansNothing(String token) {
    try (TestClient client = app.client()) {
      client
          .exchange("{\"endpoint\":\"note/read\",\"sid\":\"x\",\"token\":" + token + "}")
          .expect(200);
      client.exchange("{\"token\":" + token + "}").expect(400, "CORE_REQ_INVALID_FRAME");
    }
  }

  @Test
  void aTokenWithoutASignatureIsRefused() {
    Map<String, Object> frame = admin.dated(admin.frame("user/read", query(), doc()));
    for (String alg : List.of("none", "None", "NONE", "")) {
      for (String signature : List.of(".", ".x", "")) {
        admin.send(Wire.write(doc("token", Jwt.unsigned(frame, alg) + signature)));
        assertThat(admin.next().code())
            .as("%s %s", alg, signature)
            .isEqualTo("CORE_REQ_INVALID_TOKEN");
      }
    }
    String unsigned = Jwt.unsigned(frame, "HS256");
    admin.exchange(Wire.write(doc("token", unsigned + "."))).expect(403, "CORE_REQ_INVALID_TOKEN");
  }

  @Test
  void onlyHs256IsTaken() {
    Map<String, Object> frame = admin.dated(admin.frame("user/read", query(), doc()));
    String key = admin.session().token();
    for (String[] alg :
        new String[][] {
          {"HS512", "HmacSHA512"},
          {"HS384", "HmacSHA384"},
          {"RS256", "HmacSHA256"},
          {"ES256", "HmacSHA256"},
          {"PS256", "HmacSHA256"},
          {"hs256", "HmacSHA256"},
          {"A128KW", "HmacSHA256"},
          {"dir", "HmacSHA256"}
        }) {
      admin.send(Wire.write(doc("token", Jwt.sign(frame, key, alg[0], alg[1]))));
      assertThat(admin.next().code()).as(alg[0]).isEqualTo("CORE_REQ_INVALID_TOKEN");
    }
    admin.send(Wire.write(doc("token", Jwt.sign(frame, key))));
    admin.next().expect(200);
  }

  @Test
  void aTokenWhoseExpiryIsNoMomentIsRefused() {
    Map<String, Object> frame = admin.frame("user/read", query(), doc());
    long now = Instant.now().getEpochSecond();
    for (Object exp :
        new Object[] {now - 1, 0, -1, "x", "9999999999", null, true, List.of(), doc()}) {
      frame.put("exp", exp);
      admin.send(Wire.write(doc("token", Jwt.sign(frame, admin.session().token()))));
      assertThat(admin.next().code()).as("%s", exp).isEqualTo("CORE_REQ_INVALID_TOKEN");
    }
  }

  @Test
  void theTokenOfAnotherSessionIsRefused() {
    try (TestClient joe = app.user("foreign")) {
      admin
          .callSigned(joe.session().token(), "user/read", query(), doc())
          .expect(403, "CORE_REQ_INVALID_TOKEN");
      joe.callSigned(admin.session().token(), "user/read", query(), doc())
          .expect(403, "CORE_REQ_INVALID_TOKEN");
    }
  }

  @Test
  void aPayloadThatIsNoCallIsRefused() {
    try (TestClient client = app.client()) {
      client
          .exchange(Wire.write(doc("token", Jwt.sign(doc(), TestClient.ANON_TOKEN))))
          .expect(400, "CORE_REQ_INVALID_FRAME");
      client.call("note/nothing").expect(204);
    }
  }

  @Test
  void idsThatAreNoneFindAndChangeNothing() {
    String id = admin.call("item/create", query(), doc("name", "safe", "num", 1)).id();
    long total = admin.call("item/read").total();
    for (Object none :
        new Object[] {
          "",
          "zzz",
          " " + id,
          id + "0",
          id.substring(1),
          "\u0000".repeat(24),
          "g".repeat(24),
          0,
          -1,
          1.5,
          true,
          null,
          List.of(),
          List.of(List.of(id)),
          doc("$ne", ""),
          doc("$oid", id)
        }) {
      Map<String, Object> query = query("_id", doc("val", none));
      assertThat(admin.call("item/read", query).total()).as("%s", none).isZero();
      for (String endpoint : List.of("item/update", "item/delete")) {
        Answer answer = admin.call(endpoint, query, doc("num", 2));
        assertThat(answer.status()).as("%s %s", endpoint, none).isIn(200, 400);
        assertThat(answer.count()).isLessThanOrEqualTo(0);
      }
    }
    assertThat(admin.call("item/read").total()).isEqualTo(total);
    assertThat(admin.call("item/read", byId(id)).doc()).containsEntry("num", 1L);
  }

  @Test
  void aFrameOfTenMegabytesIsTooLargeForAStranger() {
    try (TestClient client = app.client()) {
      Answer answer = client.exchange(Wire.write(hugeItem(client)));
      answer.expect(400, "CORE_REQ_FRAME_TOO_LARGE");
      assertThat(answer.args()).containsEntry("call_id", null);
      client.call("note/nothing").expect(204);
    }
  }

  @Test
  void aFrameOfTenMegabytesIsAFileForOneWhoIsSignedIn() {
    try (TestClient client = app.admin()) {
      Map<String, Object> frame = hugeItem(client);
      client.sendSigned(frame, client.session().token());
      String id = client.answerTo(frame.get("call_id")).expect(200).id();
      assertThat((String) client.call("item/read", byId(id)).doc().get("name")).hasSize(10_000_000);
      client.call("item/delete", byId(id)).expect(200);
    }
  }

  private static Map<String, Object> hugeItem(TestClient client) {
    return client.frame("item/create", query(), doc("name", "x".repeat(10_000_000)));
  }

  @Test
  void binaryFramesOfAnySizeAreIgnored() {
    try (TestClient client = app.client()) {
      for (int size : new int[] {0, 1, 125, 126, 65_536, 900_000}) {
        client.sendBinary(new byte[size]);
      }
      client.send(Wire.write(client.frame("note/nothing", query(), doc())));
      assertThat(client.next().status()).isEqualTo(204);
    }
  }

  @Test
  void aClientThatNeverReadsKeepsNobodyElseWaiting() throws IOException {
    admin.call("note/create", query(), doc("title", "x".repeat(500_000))).expect(200);
    try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
      upgrade(deaf);
      byte[] call = maskedText("{\"endpoint\":\"note/read\",\"sid\":\"x\"}");
      Thread.startVirtualThread(
          () -> {
            try {
              for (int i = 0; i < 100_000; i++) {
                deaf.getOutputStream().write(call);
              }
            } catch (IOException e) {
              // The server or the end of the test closed the connection, as it may.
            }
          });
      for (int i = 0; i < 50; i++) {
        Instant before = Instant.now();
        bystander.call("item/read", query("$limit", 1)).expect(200);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
      }
    }
  }

  private static void upgrade(Socket socket) throws IOException {
    String request =
        """
        GET /ws HTTP/1.1
        Host: localhost
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

        """;
    socket
        .getOutputStream()
        .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    assertThat(socket.getInputStream().read()).isEqualTo('H');
  }

  /** A text frame of less than 126 bytes, with a mask of zeros (RFC 6455, 5.2). */
  private static byte[] maskedText(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    return frame;
  }

  @Test
  void aClientThatBreaksOffInTheMiddleOfACallIsForgotten() {
    for (int i = 0; i < 20; i++) {
      TestClient client = app.client();
      client.send(Wire.write(client.frame("note/read", query(), doc())));
      client.abort();
    }
  }
}
