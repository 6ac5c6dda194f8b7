package io.limp.files;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike6.Spike6;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wire contract 2.6: files that come chunk by chunk, ahead of the document that has them. */
abstract class UploadContract {
  private TestApp app;
  private TestClient6 admin;

  abstract TestApp start(TestApp.Setup setup);

  /** What the store of files has, unfinished contents too, one name each. */
  abstract List<String> stored(TestApp app);

  @BeforeEach
  void startApp() {
    app = start(Spike6.setup());
    admin = app.admin6();
  }

  @AfterEach
  void stopApp() {
    admin.close();
    app.close();
  }

  private static Map<String, @Nullable Object> file(
      String name, long size, String type, @Nullable Object content) {
    return doc(
        "name",
        name,
        "size",
        size,
        "type",
        type,
        "lastModified",
        1_577_836_800_000L,
        "content",
        content);
  }

  private static Map<String, @Nullable Object> chunk(
      String attr, Object index, int chunk, int total, Map<String, @Nullable Object> file) {
    return doc("attr", attr, "index", index, "chunk", chunk, "total", total, "file", file);
  }

  /** The only chunk of a text. */
  private static Map<String, @Nullable Object> text(String attr, String index, String content) {
    return chunk(
        attr,
        index,
        1,
        1,
        file(content + ".txt", content.length(), "text/plain", decimal(content)));
  }

  private static String decimal(String text) {
    return decimal(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String decimal(byte[] bytes) {
    return IntStream.range(0, bytes.length)
        .mapToObj(i -> Integer.toString(bytes[i] & 0xff))
        .collect(Collectors.joining(","));
  }

  private static Answer upload(TestClient6 client, Map<String, @Nullable Object> chunk) {
    return client.call("file/upload", steps(), chunk);
  }

  private static Map<String, @Nullable Object> staff(Object... attrs) {
    Map<String, @Nullable Object> staff = doc(attrs);
    staff.put("name", locales("N"));
    return staff;
  }

  private Answer create(Object... attrs) {
    return admin.call("staff/create", steps(), staff(attrs));
  }

  private Map<String, @Nullable Object> read(String id) {
    return admin.call("staff/read", steps(doc("_id", id))).expect(200).doc();
  }

  private static List<@Nullable Object> names(Map<String, @Nullable Object> staff) {
    List<@Nullable Object> names = new ArrayList<>();
    for (Object file : (List<?>) Objects.requireNonNull(staff.get("docs"))) {
      names.add(Wire.object(file, staff).get("name"));
    }
    return names;
  }

  private String fetched(String id, String name) {
    return new String(
        app.get("staff/retrieve_file/" + id + "/" + name).body(), StandardCharsets.ISO_8859_1);
  }

  private void awaitNothingStored() {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!stored(app).isEmpty()) {
      assertThat(System.nanoTime()).as("still stored: %s", stored(app)).isLessThan(end);
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Test
  void aCreateGetsTheUploadedFilesInTheOrderOfTheirIndexes() {
    upload(admin, text("docs", "10", "ten")).expect(200);
    upload(admin, text("docs", "2", "two")).expect(200);
    assertThat(upload(admin, chunk("docs", 1, 1, 2, file("one.txt", 3, "text/plain", "111"))).msg())
        .isEqualTo("Chunk accepted");
    assertThat(
            upload(admin, chunk("docs", 1, 2, 2, file("one.txt", 3, "text/plain", "110,101")))
                .expect(200)
                .msg())
        .isEqualTo("Last chunk accepted");
    String id = create("docs", List.of(doc(), doc(), doc())).expect(200).id();
    Map<String, @Nullable Object> staff = read(id);
    assertThat(names(staff)).containsExactly("one.txt", "two.txt", "ten.txt");
    assertThat(String.valueOf(staff.get("docs"))).contains("content=true").doesNotContain("hash");
    assertThat(fetched(id, "one.txt")).isEqualTo("one");
    assertThat(stored(app)).hasSize(3);
  }

  @Test
  void theFilesAreForgottenWhenADocumentHasThem() {
    upload(admin, text("docs", "0", "once")).expect(200);
    create("docs", List.of(doc())).expect(200);
    assertThat(read(create("docs", List.of(doc())).id()).get("docs")).isNull();
  }

  @Test
  void anUpdateGetsTheFilesToo() {
    upload(admin, text("docs", "0", "old")).expect(200);
    String id = create("docs", List.of(doc())).expect(200).id();
    upload(admin, text("docs", "0", "new")).expect(200);
    admin.call("staff/update", steps(doc("_id", id)), doc("docs", List.of(doc()))).expect(200);
    assertThat(names(read(id))).containsExactly("new.txt");
    upload(admin, text("docs", "0", "more")).expect(200);
    admin
        .call("staff/update", steps(doc("_id", id)), doc("docs", doc("$append", doc())))
        .expect(200);
    assertThat(names(read(id))).containsExactly("new.txt", "more.txt");
    assertThat(fetched(id, "more.txt")).isEqualTo("more");
  }

  @Test
  void theCallsOfABatchGetTheirFiles() {
    upload(admin, text("docs", "0", "batch")).expect(200);
    Map<String, @Nullable Object> call =
        doc("endpoint", "staff/create", "doc", staff("docs", List.of(doc())));
    admin.call("data/batch", steps(), doc("calls", List.of(call))).expect(200);
    assertThat(names(admin.call("staff/read", steps()).doc())).containsExactly("batch.txt");
  }

  @Test
  void nobodyNeedsToWaitForAnAnswerBetweenTheChunksAndTheCreate() {
    byte[] picture = new byte[200_000];
    new Random(5).nextBytes(picture);
    List<Object> created = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      for (int part = 0; part < 4; part++) {
        String content = decimal(Arrays.copyOfRange(picture, part * 50_000, (part + 1) * 50_000));
        admin.send(
            "file/upload",
            steps(),
            chunk("photo", "0", part + 1, 4, file("p.png", 200_000, "image/png", content)));
      }
      admin.send("file/upload", steps(), text("docs", "0", "d" + round));
      created.add(
          admin.send(
              "staff/create", steps(), staff("photo", List.of(doc()), "docs", List.of(doc()))));
    }
    for (int round = 0; round < 20; round++) {
      String id = admin.answerTo(created.get(round)).expect(200).id();
      assertThat(names(read(id))).containsExactly("d" + round + ".txt");
      assertThat(app.get("staff/retrieve_file/" + id + "/p.png").body()).isEqualTo(picture);
    }
    assertThat(stored(app)).hasSize(21);
  }

  private static final String MALFORMED =
      """
      ATTR | {}
      ATTR | {"attr": 5}
      ATTR | {"attr": ""}
      INDEX | {"attr": "docs"}
      INDEX | {"attr": "docs", "index": "-1"}
      INDEX | {"attr": "docs", "index": "x"}
      INDEX | {"attr": "docs", "index": "99999999999999999999"}
      TOTAL | {"attr": "docs", "index": "0"}
      TOTAL | {"attr": "docs", "index": "0", "total": 0}
      TOTAL | {"attr": "docs", "index": "0", "total": 1.5}
      CHUNK | {"attr": "docs", "index": "0", "total": 2}
      CHUNK | {"attr": "docs", "index": "0", "total": 2, "chunk": 0}
      CHUNK | {"attr": "docs", "index": "0", "total": 2, "chunk": 3}
      FILE | {"attr": "docs", "index": "0", "total": 2, "chunk": 1}
      FILE | {"attr": "docs", "index": "0", "total": 2, "chunk": 1, "file": ["a"]}
      NAME | FILE {}
      NAME | FILE {"name": "../etc/passwd"}
      NAME | FILE {"name": ".."}
      NAME | FILE {"name": "a\\u0000b"}
      NAME | FILE {"name": "a\\r\\nX-Evil: 1"}
      NAME | FILE {"name": "\\\\share"}
      SIZE | FILE {"name": "a"}
      SIZE | FILE {"name": "a", "size": "5"}
      SIZE | FILE {"name": "a", "size": -1}
      TYPE | FILE {"name": "a", "size": 5}
      TYPE | FILE {"name": "a", "size": 5, "type": "a\\nb"}
      LAST_MODIFIED | FILE {"name": "a", "size": 5, "type": "t/t"}
      LAST_MODIFIED | FILE {"name": "a", "size": 5, "type": "t/t", "lastModified": 9e300}
      LAST_MODIFIED | FILE {"name": "a", "size": 5, "type": "t/t", "lastModified": 9223372036854775807}
      CONTENT | FILE {"name": "a", "size": 5, "type": "t/t", "lastModified": 1}
      CONTENT | FILE {"name": "a", "size": 5, "type": "t/t", "lastModified": 1, "content": "300,1"}
      CONTENT | FILE {"name": "a", "size": 5, "type": "t/t", "lastModified": 1, "content": "1,x"}
      CONTENT | FILE {"name": "a", "size": 5, "type": "t/t", "lastModified": 1, "content": "1,,2"}
      CONTENT | FILE {"name": "a", "size": 5, "type": "t/t", "lastModified": 1, "content": "1,2,"}
      CONTENT | FILE {"name": "a", "size": 5, "type": "t/t", "lastModified": 1, "content": "-1,2"}
      CONTENT | FILE {"name": "a", "size": 5, "type": "t/t", "lastModified": 1, "content": 5}
      CONTENT | FILE {"name": "a", "size": 5, "type": "t/t", "lastModified": 1, "content": [256]}
      SIZE | FILE {"name": "a", "size": 1, "type": "t/t", "lastModified": 1, "content": "1,2"}
      """;

  @Test
  void whatIsMalformedIsRefusedByItsName() {
    for (String row : MALFORMED.lines().toList()) {
      String part = row.substring(0, row.indexOf(' '));
      String written = row.substring(row.indexOf('|') + 2);
      String json =
          written.startsWith("FILE ")
              ? "{\"attr\": \"docs\", \"index\": \"0\", \"total\": 2, \"chunk\": 1, \"file\": "
                  + written.substring(5)
                  + "}"
              : written;
      Answer refused = upload(admin, Wire.object(json));
      assertThat(refused.code()).as(row).isEqualTo("CORE_FILE_INVALID_" + part);
      assertThat(refused.status()).as(row).isEqualTo(400);
      assertThat(refused.callId()).as(row).isNotNull();
      assertThat(stored(app)).as(row).isEmpty();
    }
  }

  @Test
  void aChunkThatDoesNotContinueItsFileDropsIt() {
    refusedAsSecond("CHUNK", chunk("photo", "0", 3, 3, file("p.png", 9, "image/png", "4,5,6")));
    refusedAsSecond("TOTAL", chunk("photo", "0", 2, 4, file("p.png", 9, "image/png", "4,5,6")));
    refusedAsSecond("NAME", chunk("photo", "0", 2, 3, file("q.png", 9, "image/png", "4,5,6")));
    refusedAsSecond("SIZE", chunk("photo", "0", 2, 3, file("p.png", 8, "image/png", "4,5,6")));
    refusedAsSecond("TYPE", chunk("photo", "0", 2, 3, file("p.png", 9, "image/gif", "4,5,6")));
    refusedAsSecond("CONTENT", chunk("photo", "0", 2, 3, file("p.png", 9, "image/png", "4,x")));
    upload(admin, chunk("photo", "0", 2, 3, file("p.png", 9, "image/png", "4,5,6")))
        .expect(400, "CORE_FILE_INVALID_CHUNK");
  }

  private void refusedAsSecond(String part, Map<String, @Nullable Object> second) {
    upload(admin, chunk("photo", "0", 1, 3, file("p.png", 9, "image/png", "1,2,3"))).expect(200);
    assertThat(stored(app)).isNotEmpty();
    upload(admin, second).expect(400, "CORE_FILE_INVALID_" + part);
    assertThat(stored(app)).isEmpty();
  }

  @Test
  void aFileThatIsNotAsLongAsItWasSaidToBeIsDropped() {
    upload(admin, chunk("photo", "0", 1, 2, file("p.png", 5, "image/png", "1,2"))).expect(200);
    upload(admin, chunk("photo", "0", 2, 2, file("p.png", 5, "image/png", "3,4")))
        .expect(400, "CORE_FILE_INVALID_SIZE");
    assertThat(stored(app)).isEmpty();
  }

  @Test
  void theFirstChunkOnceMoreBeginsTheFileAnew() {
    upload(admin, chunk("docs", "0", 1, 2, file("a", 4, "t/t", "1,2"))).expect(200);
    upload(admin, text("docs", "0", "anew")).expect(200);
    String id = create("docs", List.of(doc())).expect(200).id();
    assertThat(fetched(id, "anew.txt")).isEqualTo("anew");
    assertThat(stored(app)).hasSize(1);
  }

  @Test
  void aCallWhoseFileIsNotCompleteIsRefusedAndTheFileDropped() {
    upload(admin, text("docs", "0", "complete")).expect(200);
    upload(admin, chunk("docs", "1", 1, 2, file("half.txt", 2, "text/plain", "1"))).expect(200);
    Answer refused = create("docs", List.of(doc(), doc()));
    refused.expect(400, "CORE_FILE_UNFINISHED");
    assertThat(refused.msg()).contains("half.txt").contains("1 of its 2 chunks");
    assertThat(stored(app)).isEmpty();
  }

  @Test
  void aRefusedCreateLeavesNoByte() {
    upload(admin, text("photo", "0", "no picture")).expect(200);
    create("photo", List.of(doc())).expect(400, "SPIKE_STAFF_INVALID_ATTR");
    assertThat(stored(app)).isEmpty();
    upload(admin, text("docs", "0", "a")).expect(200);
    upload(admin, text("docs", "1", "b")).expect(200);
    admin
        .call("staff/create", steps(), doc("docs", List.of(doc())))
        .expect(400, "SPIKE_STAFF_MISSING_ATTR");
    assertThat(stored(app)).isEmpty();
    upload(admin, chunk("photo", "0", 1, 1, file("a.png", 1, "image/png", "1"))).expect(200);
    upload(admin, chunk("photo", "1", 1, 1, file("b.png", 1, "image/png", "2"))).expect(200);
    create("photo", List.of(doc(), doc())).expect(400, "SPIKE_STAFF_INVALID_ATTR");
    assertThat(stored(app)).isEmpty();
  }

  @Test
  void whatAStrangerMayNotCreateLeavesNoByte() {
    try (TestClient6 stranger = app.client6()) {
      upload(stranger, text("docs", "0", "stranger")).expect(200);
      stranger
          .call("staff/create", steps(), staff("docs", List.of(doc())))
          .expect(403, "CORE_SESSION_FORBIDDEN");
    }
    assertThat(stored(app)).isEmpty();
  }

  @Test
  void theUploadsOfAnotherConnectionAreNotThere() {
    try (TestClient6 other = app.admin6()) {
      upload(other, text("docs", "0", "other")).expect(200);
      assertThat(read(create("docs", List.of(doc())).id()).get("docs")).isNull();
    }
  }

  @Test
  void uploadsGoWithTheConnection() {
    try (TestClient6 stranger = app.client6()) {
      upload(stranger, text("docs", "0", "complete")).expect(200);
      upload(stranger, chunk("docs", "1", 1, 2, file("b", 300_001, "t/t", "1".repeat(1))))
          .expect(200);
      assertThat(stored(app)).isNotEmpty();
      stranger.abort();
    }
    awaitNothingStored();
  }

  @Test
  void uploadsGoWhenTheSessionSignsOut() {
    upload(admin, text("docs", "0", "complete")).expect(200);
    upload(admin, chunk("docs", "1", 1, 2, file("half", 2, "t/t", "1"))).expect(200);
    admin.signOut().expect(200);
    assertThat(stored(app)).isEmpty();
    admin.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
    assertThat(read(create("docs", List.of(doc())).id()).get("docs")).isNull();
  }

  @Test
  void aConnectionUploadsSoManyFilesAndBytesAndNoMore() {
    try (TestClient6 stranger = app.client6()) {
      upload(stranger, chunk("docs", "0", 1, 2, file("large", (64 << 20) + 1, "t/t", "1")))
          .expect(400, "CORE_FILE_TOO_LARGE");
      for (int i = 0; i < 64; i++) {
        upload(stranger, text("docs", "" + i, "f" + i)).expect(200);
      }
      upload(stranger, text("docs", "64", "f64")).expect(400, "CORE_FILE_TOO_MANY");
      upload(stranger, text("docs", "63", "again")).expect(200);
      assertThat(upload(stranger, text("docs", "64", "f64")).callId()).isNotNull();
    }
    awaitNothingStored();
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void everyFormOfContentIsTakenByACreate(long level) {
    try (TestClient6 client = app.unverified6(Map.of())) {
      client.verify(doc("level", level)).expect(200);
      client.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
      List<Object> docs = new ArrayList<>();
      for (Object content :
          List.of("200,1,0", "yAEA", List.of(200, 1, 0), doc("0", 200, "1", 1, "2", 0))) {
        docs.add(file("f" + docs.size(), 3, "t/t", content));
      }
      String id = client.call("staff/create", steps(), staff("docs", docs)).expect(200).id();
      for (int i = 0; i < docs.size(); i++) {
        assertThat(app.get("staff/retrieve_file/" + id + "/docs/f" + i).body())
            .containsExactly(200, 1, 0);
      }
    }
    assertThat(stored(app)).hasSize(1);
  }

  @Test
  void everyFormOfContentIsUploaded() {
    byte[] hi = {(byte) 200, 1, 0};
    upload(admin, chunk("docs", "0", 1, 1, file("a", 3, "t/t", "200,1,0"))).expect(200);
    upload(
            admin,
            chunk("docs", "1", 1, 1, file("b", 3, "t/t", Base64.getEncoder().encodeToString(hi))))
        .expect(200);
    upload(admin, chunk("docs", "2", 1, 1, file("c", 3, "t/t", List.of(200, 1, 0)))).expect(200);
    upload(admin, chunk("docs", "3", 1, 1, file("d", 3, "t/t", doc("0", 200, "1", 1, "2", 0))))
        .expect(200);
    upload(admin, chunk("docs", "4", 1, 1, file("e", 0, "", ""))).expect(200);
    String id = create("docs", List.of()).expect(200).id();
    for (String name : List.of("a", "b", "c", "d")) {
      assertThat(app.get("staff/retrieve_file/" + id + "/" + name).body()).isEqualTo(hi);
    }
    assertThat(fetched(id, "e")).isEmpty();
    assertThat(stored(app)).hasSize(2);
  }
}
