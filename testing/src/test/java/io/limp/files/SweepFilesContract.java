package io.limp.files;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Attr;
import io.limp.api.FileRef;
import io.limp.api.Limp;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which contents of files are still there after the sweep. */
abstract class SweepFilesContract {
  private static final Path LIMP = Path.of(System.getProperty("limp.home", ".."));

  final FakeClock clock = FakeClock.now();
  TestApp app;
  private TestClient admin;

  /** The setup with its database. */
  abstract TestApp start(TestApp.Setup setup);

  /** The contents that are kept, as texts. */
  abstract Set<String> contents();

  /** Stops the app, removes the whole change log, and starts it again. */
  abstract void forgetChanges();

  /** A module whose documents have a cover and a number that no two share. */
  public static final class Book implements LimpModule {
    public static final Attr<Long> NUMBER = Limp.integer("number");
    public static final Attr<FileRef> COVER = Limp.file("cover");

    @Override
    public ModuleSpec spec() {
      return ModuleSpec.of("book")
          .collection("books")
          .attrs(Book.class)
          .unique(NUMBER)
          .read(Limp.anyone())
          .create(Limp.permit("create"))
          .update(Limp.permit("update"))
          .delete(Limp.permit("delete"))
          .retrieveFile(Limp.anyone());
    }
  }

  @BeforeEach
  void startApp() {
    app =
        start(
            TestApp.of("library", new Book()).modulesFolder(LIMP.resolve("modules")).clock(clock));
    admin = app.admin();
  }

  @AfterEach
  void stopApp() {
    admin.close();
    app.close();
  }

  void restartAfter(Runnable meanwhile) {
    admin.close();
    app.restartAfter(meanwhile);
    admin = app.admin();
  }

  private static Map<String, Object> photo(String text) {
    List<Object> bytes = new ArrayList<>();
    for (byte each : text.getBytes(StandardCharsets.US_ASCII)) {
      bytes.add((long) each);
    }
    return doc("name", "p.png", "type", "image/png", "lastModified", 1, "content", bytes);
  }

  private String staff(String photo) {
    return admin
        .call(
            "staff/create",
            query(),
            doc(
                "photo",
                List.of(photo(photo)),
                "name",
                locales("N"),
                "jobtitle",
                locales("J"),
                "bio",
                locales("B")))
        .expect(200)
        .id();
  }

  private Map<String, Object> book(int number, String cover) {
    return doc("number", number, "cover", photo(cover));
  }

  private void deleteForGood(String module, String id) {
    admin.call(module + "/delete", query("_id", doc("val", id), "$soft", true)).expect(200);
  }

  private String fetched(String module, String id) {
    return new String(
        app.get(module + "/retrieve_file/" + id + "/p.png").body(), StandardCharsets.US_ASCII);
  }

  private void sweepLater() {
    clock.forward(Duration.ofHours(1).plusSeconds(1));
    app.sweepFiles();
  }

  @Test
  void theContentOfARefusedWriteGoesAfterAnHour() {
    String book = admin.call("book/create", query(), book(1, "first")).expect(200).id();
    admin.call("book/create", query(), book(1, "refused")).expect(400);
    app.sweepFiles();
    assertThat(contents()).containsExactlyInAnyOrder("first", "refused");
    sweepLater();
    assertThat(contents()).containsExactly("first");
    assertThat(fetched("book", book)).isEqualTo("first");
  }

  @Test
  void aReplacedOrDeletedPhotoGoesWhenTheChangeLogForgetsIt() {
    String kept = staff("kept");
    String changed = staff("replaced");
    admin
        .call("staff/update", byId(changed), doc("photo", List.of(photo("replacement"))))
        .expect(200);
    deleteForGood("staff", staff("deleted for good"));
    String hidden = staff("only deleted");
    admin.call("staff/delete", byId(hidden)).expect(200);
    sweepLater();
    assertThat(contents())
        .containsExactlyInAnyOrder(
            "kept", "replaced", "replacement", "deleted for good", "only deleted");
    forgetChanges();
    sweepLater();
    assertThat(contents()).containsExactlyInAnyOrder("kept", "replacement", "only deleted");
    assertThat(fetched("staff", kept)).isEqualTo("kept");
    assertThat(fetched("staff", changed)).isEqualTo("replacement");
  }

  @Test
  void aSharedContentStaysUntilItsLastDocumentIsGone() {
    String first = staff("shared");
    String second = admin.call("book/create", query(), book(1, "shared")).expect(200).id();
    staff("another");
    deleteForGood("staff", first);
    forgetChanges();
    sweepLater();
    assertThat(contents()).containsExactlyInAnyOrder("shared", "another");
    assertThat(fetched("book", second)).isEqualTo("shared");
    deleteForGood("book", second);
    forgetChanges();
    sweepLater();
    assertThat(contents()).containsExactly("another");
  }

  @Test
  void aContentThatIsStoredOnceMoreHasAnotherHour() {
    admin.call("book/create", query(), book(1, "first")).expect(200);
    admin.call("book/create", query(), book(1, "refused")).expect(400);
    clock.forward(Duration.ofMinutes(50));
    admin.call("book/create", query(), book(1, "refused")).expect(400);
    clock.forward(Duration.ofMinutes(50));
    app.sweepFiles();
    assertThat(contents()).containsExactlyInAnyOrder("first", "refused");
    String second = admin.call("book/create", query(), book(2, "refused")).expect(200).id();
    sweepLater();
    assertThat(fetched("book", second)).isEqualTo("refused");
  }

  @Test
  void aFileThatIsTakenFromAListStaysUntilTheChangeLogForgetsIt() {
    Map<String, Object> album = doc("title", locales("T"), "desc", locales("D"));
    album.put("photos", List.of(photo("first"), photo("shared")));
    String id = admin.call("album/create", query(), album).expect(200).id();
    staff("shared");
    for (int i = 0; i < 2; i++) {
      admin
          .call(
              "album/delete_file",
              query("_id", val(id), "attr", val("photos"), "index", val(0), "name", val("p.png")))
          .expect(200);
    }
    admin.call("album/update", byId(id), doc("photos", List.of(photo("third")))).expect(200);
    sweepLater();
    assertThat(contents()).containsExactlyInAnyOrder("first", "shared", "third");
    forgetChanges();
    sweepLater();
    assertThat(contents()).containsExactlyInAnyOrder("shared", "third");
  }

  @Test
  void whatIsBeingUploadedIsLeftAlone() {
    try (TestClient6 uploader = app.admin6()) {
      uploader.call("file/upload", steps(), chunk(1, "104,101")).expect(200);
      sweepLater();
      uploader.call("file/upload", steps(), chunk(2, "108,108,111")).expect(200);
      sweepLater();
      Map<String, Object> book = doc("number", 7, "cover", List.of(doc()));
      String id = uploader.call("book/create", steps(), book).expect(200).id();
      sweepLater();
      assertThat(fetched("book", id)).isEqualTo("hello");
      assertThat(contents()).containsExactly("hello");
    }
  }

  private static Map<String, Object> chunk(int number, String content) {
    Map<String, Object> file =
        doc("name", "p.png", "size", 5, "type", "image/png", "lastModified", 1, "content", content);
    return doc("attr", "cover", "index", "0", "chunk", number, "total", 2, "file", file);
  }
}
