package io.limp.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.FileRef;
import io.limp.api.Reply;
import io.limp.data.FileStore;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Stored files over HTTP: ranges, caches, and what a stranger's file may not do. */
class FileAnswerTest {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

  @TempDir private Path folder;
  private TestServer server;
  private HttpClient http;
  private FileStore store;
  private final Map<String, FileRef> files = new ConcurrentHashMap<>();

  @BeforeEach
  void start() throws Exception {
    store = new TestServer.FolderStore(folder);
    keep("text", "note.txt", "text/plain", ALPHABET.getBytes(StandardCharsets.UTF_8));
    server =
        new TestServer.Setup()
            .files(store)
            .calls(request -> new Reply.Content(files.get(request.path().get(2))))
            .start();
    http = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private void keep(String id, String name, String type, byte[] content) throws Exception {
    FileStore.Stored stored = store.put(new ByteArrayInputStream(content));
    files.put(id, new FileRef(name, type, content.length, 1_600_000_000_000L, stored.hash()));
  }

  @Test
  void theWholeFileComesWithEverythingACacheNeeds() throws Exception {
    HttpResponse<String> answer = send(get("text"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(ALPHABET);
    assertThat(header(answer, "Content-Length")).isEqualTo("26");
    assertThat(header(answer, "Content-Type")).isEqualTo("text/plain");
    assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(answer, "ETag")).isEqualTo('"' + files.get("text").hash() + '"');
    assertThat(header(answer, "Last-Modified")).isEqualTo("Sun, 13 Sep 2020 12:26:40 GMT");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000");
    assertThat(header(answer, "Content-Disposition"))
        .isEqualTo("inline; filename=\"note.txt\"; filename*=UTF-8''note.txt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-0      | 206 | a          | bytes 0-0/26",
        "bytes=2-4      | 206 | cde        | bytes 2-4/26",
        "bytes=24-      | 206 | yz         | bytes 24-25/26",
        "bytes=24-99    | 206 | yz         | bytes 24-25/26",
        "bytes=-3       | 206 | xyz        | bytes 23-25/26",
        "bytes=-99      | 206 | abcdefghijklmnopqrstuvwxyz | bytes 0-25/26",
        "bytes=26-      | 416 |            | bytes */26",
        "bytes=-0       | 416 |            | bytes */26",
        "bytes=999999999999999999- | 416 | | bytes */26",
        "bytes=4-2      | 200 | abcdefghijklmnopqrstuvwxyz |",
        "bytes=0-1,3-4  | 200 | abcdefghijklmnopqrstuvwxyz |",
        "bytes=99999999999999999999- | 200 | abcdefghijklmnopqrstuvwxyz |",
        "bytes=x        | 200 | abcdefghijklmnopqrstuvwxyz |",
        "bytes=-        | 200 | abcdefghijklmnopqrstuvwxyz |",
        "lines=1-2      | 200 | abcdefghijklmnopqrstuvwxyz |",
      })
  void aRangeIsAnsweredAsTheStandardTells(
      String range, int status, String body, String contentRange) throws Exception {
    HttpResponse<String> answer = send(get("text").header("Range", range));
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 416) {
      assertThat(answer.body()).contains("CORE_REQ_INVALID_RANGE");
      assertThat(header(answer, "Cache-Control")).isEmpty();
    } else {
      assertThat(answer.body()).isEqualTo(body);
    }
    assertThat(header(answer, "Content-Range")).isEqualTo(contentRange == null ? "" : contentRange);
  }

  @Test
  void aRangeOfAnotherVersionBecomesTheWhole() throws Exception {
    String etag = '"' + files.get("text").hash() + '"';
    assertThat(send(get("text").header("Range", "bytes=0-1").header("If-Range", etag)).body())
        .isEqualTo("ab");
    assertThat(send(get("text").header("Range", "bytes=0-1").header("If-Range", "\"old\"")).body())
        .isEqualTo(ALPHABET);
    assertThat(
            send(get("text")
                    .header("Range", "bytes=0-1")
                    .header("If-Range", "Sun, 13 Sep 2020 12:26:40 GMT"))
                .body())
        .isEqualTo("ab");
  }

  @Test
  void whatTheClientHasIsNotSentAgain() throws Exception {
    String etag = '"' + files.get("text").hash() + '"';
    for (String known : new String[] {etag, "W/" + etag, "\"x\", " + etag, "*"}) {
      HttpResponse<String> answer = send(get("text").header("If-None-Match", known));
      assertThat(answer.statusCode()).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(header(answer, "ETag")).isEqualTo(etag);
      assertThat(header(answer, "Cache-Control")).isNotEmpty();
    }
    assertThat(send(get("text").header("If-None-Match", "\"x\"")).statusCode()).isEqualTo(200);
    assertThat(
            send(get("text").header("If-Modified-Since", "Sun, 13 Sep 2020 12:26:40 GMT"))
                .statusCode())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource({
    "image/svg+xml",
    "text/html",
    "TEXT/HTML; charset=utf-8",
    "application/xhtml+xml",
    "text/xml",
    "application/xml",
    "text/javascript",
    "text/css",
    "application/x-shockwave-flash",
    "multipart/related",
    "nonsense",
  })
  void whatMightRunAScriptIsADownloadWithoutAnOrigin(String type) throws Exception {
    keep("evil", "evil.svg", type, "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> answer = send(get("evil"));
    boolean unknown = type.equals("nonsense"); // sent as bytes, which no browser shows
    if (!unknown) {
      assertThat(header(answer, "Content-Disposition"))
          .startsWith("attachment; filename=\"evil.svg\"");
      assertThat(header(answer, "Content-Security-Policy")).isEqualTo("sandbox");
    } else {
      assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
    }
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void aNameCannotLeaveItsHeader() throws Exception {
    keep("odd", "../a\r\nSet-Cookie: x=1\"%\\ß漢.png", "image/png\r\nX: y", new byte[] {1});
    HttpResponse<String> answer = send(get("odd"));
    assertThat(header(answer, "Content-Disposition"))
        .isEqualTo(
            "inline; filename=\".._aSet-Cookie: x=1_____.png\"; "
                + "filename*=UTF-8''.._aSet-Cookie%3A%20x%3D1%22%25_%C3%9F%E6%BC%A2.png");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.headers().firstValue("X")).isEmpty();
  }

  @Test
  void anEmptyFileIsAFile() throws Exception {
    keep("empty", "e.txt", "text/plain", new byte[0]);
    HttpResponse<String> answer = send(get("empty"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(send(get("empty").header("Range", "bytes=0-")).statusCode()).isEqualTo(416);
  }

  @Test
  void contentThatIsGoneIsNotFound() throws Exception {
    files.put("lost", new FileRef("l", "image/png", 1, 0, "0".repeat(64)));
    assertThat(send(get("lost")).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aLargeFileArrivesWhole(HttpClient.Version version) throws Exception {
    byte[] content = new byte[5_000_003];
    new Random(1).nextBytes(content);
    keep("large", "l.mp4", "video/mp4", content);
    HttpResponse<byte[]> answer =
        http.send(get("large").version(version).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.version()).isEqualTo(version);
    assertThat(answer.body()).isEqualTo(content);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder get(String id) {
    return HttpRequest.newBuilder(URI.create(server.http("/staff/retrieve_file/" + id + "/photo")))
        .version(HttpClient.Version.HTTP_1_1);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
