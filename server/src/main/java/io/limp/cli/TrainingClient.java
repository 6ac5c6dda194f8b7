package io.limp.cli;

import io.limp.call.Json;
import io.limp.call.Json.NotJson;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A client of level 1 for {@link Train}. On a bare socket: whatever classes a real client needs
 * would be in the daemon's cache for nothing.
 */
final class TrainingClient implements AutoCloseable {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String EMAIL = "ADMIN@LIMP.MASAAR.COM";

  private final int port;
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private String sid = "f00000000000000000000012";
  private String token = "__ANON";

  TrainingClient(int port) throws IOException {
    this.port = port;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
    out.write(
        ascii(
            """
            GET /ws HTTP/1.1\r
            Host: localhost\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: bGltcGQgdHJhaW4tLS0tLQ==\r
            \r
            """));
    String head = "";
    while (!head.endsWith("\r\n\r\n")) {
      head += (char) in.readUnsignedByte();
    }
    hear();
  }

  /** Asks over HTTP, as a browser does for the console. */
  void fetch(String path) throws IOException {
    try (Socket http = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      http.getOutputStream().write(ascii(request));
      http.getInputStream().readAllBytes();
    }
  }

  void signIn() throws IOException {
    String hash = base64("{\"password\":\"__ADMIN\",\"email\":\"" + EMAIL + "\"}");
    String doc = "{\"hash\":\"" + hash + "\",\"email\":\"" + EMAIL + "\"}";
    Map<?, ?> session = firstDoc(answer(call("session/auth", "{}", doc)));
    sid = String.valueOf(session.get("_id"));
    token = String.valueOf(session.get("token"));
  }

  void useGroups() throws IOException {
    answer(signed("user/read", "{\"_id\":{\"val\":\"f00000000000000000000010\"}}", "{}"));
    String name = "{\"ar_AE\":\"مجموعة\",\"en_AE\":\"A group\"}";
    String doc = "{\"name\":" + name + ",\"bio\":" + name + ",\"privileges\":{}}";
    Object id = firstDoc(answer(signed("group/create", "{}", doc))).get("_id");
    String one = "{\"_id\":{\"val\":\"" + id + "\"}}";
    answer(signed("group/update", one, "{\"privileges\":{\"user\":[\"read\"]}}"));
    String some = "{\"name\":{\"val\":\"A group\"},\"$sort\":{\"_id\":-1},\"$limit\":5}";
    answer(signed("group/read", some, "{}"));
    answer(signed("group/delete", one, "{}"));
  }

  private String call(String endpoint, String query, String doc) {
    long now = System.currentTimeMillis() / 1000;
    return """
    {"endpoint":"%s","sid":"%s","token":"%s","query":%s,"doc":%s,"call_id":"t","iat":%d,"exp":%d}\
    """
        .formatted(endpoint, sid, token, query, doc, now, now + 86_400);
  }

  private String signed(String endpoint, String query, String doc) {
    String body =
        base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + base64(call(endpoint, query, doc));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(ascii(token), "HmacSHA256"));
      String signature = BASE64.encodeToString(mac.doFinal(ascii(body)));
      return "{\"token\":\"" + body + "." + signature + "\"}";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }

  /** Sends a frame and gives the {@code args} of its answer, which must be a good one. */
  private Map<?, ?> answer(String frame) throws IOException {
    say(frame);
    String text = hear();
    try {
      if (Json.read(text) instanceof Map<?, ?> answer
          && Long.valueOf(200).equals(answer.get("status"))
          && answer.get("args") instanceof Map<?, ?> args) {
        return args;
      }
    } catch (NotJson e) {
      throw new IllegalStateException("An answer that is not JSON: " + text, e);
    }
    throw new IllegalStateException("Not a good answer: " + text);
  }

  private static Map<?, ?> firstDoc(Map<?, ?> args) {
    @Nullable Object docs = args.get("docs");
    if (docs instanceof List<?> list && list.getFirst() instanceof Map<?, ?> doc) {
      return doc;
    }
    throw new IllegalStateException("No document in " + args);
  }

  /** One masked text frame of less than 64 KB; a mask of zeros changes nothing. */
  private void say(String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(frame);
    head.writeByte(0x81);
    head.writeByte(0x80 | 126);
    head.writeShort(payload.length);
    head.writeInt(0);
    head.write(payload);
    frame.writeTo(out);
  }

  private String hear() throws IOException {
    in.readUnsignedByte();
    int length = in.readUnsignedByte();
    byte[] payload = new byte[length < 126 ? length : in.readUnsignedShort()];
    in.readFully(payload);
    return new String(payload, StandardCharsets.UTF_8);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
