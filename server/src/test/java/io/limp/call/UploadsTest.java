package io.limp.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Refusal;
import io.limp.data.FileStore;
import io.limp.data.sqlite.FolderFileStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much may be uploaded before a document has it. */
class UploadsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path folder;
  private UploadRoom room;
  private Uploads uploads;

  @BeforeEach
  void openRoom() throws IOException {
    FileStore store = new FolderFileStore(folder, () -> NOW);
    room = new UploadRoom(store, new UploadRoom.Limits(10, 3, 25, 5));
    uploads = room.ofConnection();
  }

  private static Map<String, @Nullable Object> chunk(
      String index, long number, long total, long size, int bytes) {
    Map<String, @Nullable Object> file = new LinkedHashMap<>();
    file.put("name", "f" + index);
    file.put("size", size);
    file.put("type", "a/b");
    file.put("lastModified", 0L);
    file.put("content", new ArrayList<>(Collections.nCopies(bytes, 7L)));
    Map<String, @Nullable Object> chunk = new LinkedHashMap<>();
    chunk.put("attr", "docs");
    chunk.put("index", index);
    chunk.put("chunk", number);
    chunk.put("total", total);
    chunk.put("file", file);
    return chunk;
  }

  private static boolean upload(Uploads uploads, String index, int bytes) {
    return uploads.take(chunk(index, 1, 1, bytes, bytes), NOW);
  }

  private Uploads.Taken taken(Uploads from, Instant when) {
    Map<String, @Nullable Object> doc = new LinkedHashMap<>();
    doc.put("docs", List.of());
    return from.takenBy("staff/create", doc, when);
  }

  private int files() {
    return Objects.requireNonNull(folder.resolve("files").toFile().listFiles(File::isFile)).length;
  }

  private static void assertRefused(Runnable upload, int status, String code) {
    assertThatThrownBy(upload::run)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.status()).isEqualTo(status);
            });
  }

  @Test
  void aConnectionHasRoomForSoManyBytes() {
    upload(uploads, "0", 4);
    upload(uploads, "1", 6);
    assertRefused(() -> upload(uploads, "2", 1), 400, "CORE_FILE_TOO_LARGE");
    assertThat(files()).isEqualTo(2);
    upload(uploads, "0", 1);
    upload(uploads, "2", 3);
    assertRefused(() -> upload(uploads, "2", 11), 400, "CORE_FILE_TOO_LARGE");
    assertThat(files()).isEqualTo(2);
  }

  @Test
  void aConnectionHasRoomForSoManyFiles() {
    upload(uploads, "0", 0);
    upload(uploads, "1", 0);
    upload(uploads, "2", 0);
    assertRefused(() -> upload(uploads, "3", 0), 400, "CORE_FILE_TOO_MANY");
    uploads.clear();
    assertThat(files()).isZero();
    assertThat(upload(uploads, "3", 0)).isTrue();
  }

  @Test
  void allConnectionsTogetherHaveRoomForSoMuch() {
    List<Uploads> others = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Uploads other = room.ofConnection();
      upload(other, "0", 5);
      others.add(other);
    }
    assertRefused(() -> upload(uploads, "0", 0), 503, "CORE_FILE_NO_ROOM");
    others.getFirst().clear();
    assertRefused(() -> upload(uploads, "0", 6), 503, "CORE_FILE_NO_ROOM");
    upload(uploads, "0", 5);
    assertThat(files()).isEqualTo(5);
  }

  @Test
  void whatACallHasTakenTakesUpRoomUntilItIsAnswered() {
    upload(uploads, "0", 10);
    Uploads.Taken taken = taken(uploads, NOW);
    assertThat(taken.doc().get("docs")).asString().isEqualTo("[f0 (a/b, 10 bytes)]");
    assertRefused(() -> upload(uploads, "0", 1), 400, "CORE_FILE_TOO_LARGE");
    taken.close();
    taken.close();
    assertThat(files()).isZero();
    upload(uploads, "0", 10);
    assertThat(taken(uploads, NOW).uploads()).hasSize(1);
  }

  @Test
  void whatIsKeptStaysWhenTheCallIsAnswered() throws IOException {
    upload(uploads, "0", 3);
    try (Uploads.Taken taken = taken(uploads, NOW)) {
      IncomingFile file = (IncomingFile) ((List<?>) taken.doc().get("docs")).getFirst();
      assertThat(file.content().keepIn(room.store()).size()).isEqualTo(3);
    }
    assertThat(files()).isZero();
    try (var kept = room.store().list()) {
      assertThat(kept).hasSize(1);
    }
    assertThat(upload(uploads, "0", 10)).isTrue();
  }

  @Test
  void whatNobodyWantedForHalfADayIsGone() {
    upload(uploads, "0", 3);
    Instant later = NOW.plus(Duration.ofHours(12)).plusSeconds(1);
    assertThat(taken(uploads, later).uploads()).isEmpty();
    assertThat(files()).isZero();
  }

  @Test
  void theNameOfAFileHasNoFoldersAndNoHalfCharacters() {
    assertThat(IncomingFile.isName("a\ud83d\ude00.txt")).isTrue();
    for (String name :
        List.of("", " ", ".", "..", "a/b", "a\\b", "a\u0000", "a\n", "\ud83d", "\ude00a")) {
      assertThat(IncomingFile.isName(name)).as(name).isFalse();
    }
    assertThat(IncomingFile.isName("x".repeat(255))).isTrue();
    assertThat(IncomingFile.isName("x".repeat(256))).isFalse();
  }
}
