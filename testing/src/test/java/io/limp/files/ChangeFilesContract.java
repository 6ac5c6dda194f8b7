package io.limp.files;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code create_file} and {@code delete_file}: one file of a document, and no other. */
abstract class ChangeFilesContract {
  private TestApp app;
  private TestClient6 admin;

  abstract TestApp start(TestApp.Setup setup);

  /** What the store of files has, unfinished contents too, one name each. */
  abstract List<String> stored(TestApp app);

  @BeforeEach
  void startApp() {
    app = start(TestApp.of("gallery", new PhotoAlbum()));
    admin = app.admin6();
  }

  @AfterEach
  void stopApp() {
    admin.close();
    app.close();
  }

  private static Map<String, @Nullable Object> file(String name, String type, String content) {
    return doc("name", name, "type", type, "content", content);
  }

  private String album(String... photos) {
    List<Object> all = new ArrayList<>();
    for (String photo : photos) {
      all.add(file(photo, "image/png", "1,2," + all.size()));
    }
    Map<String, @Nullable Object> album = doc("name", "holidays");
    if (!all.isEmpty()) {
      album.put("photos", all);
    }
    return admin.call("album/create", steps(), album).expect(200).id();
  }

  private Answer add(String id, String attr, Object file) {
    return admin.call("album/create_file", steps(doc("_id", id, "attr", attr)), doc("file", file));
  }

  private Answer remove(String id, String attr, Object index, String name) {
    return admin.call(
        "album/delete_file", steps(doc("_id", id, "attr", attr, "index", index, "name", name)));
  }

  private List<@Nullable Object> photos(String id) {
    Object photos = admin.call("album/read", steps(doc("_id", id))).expect(200).doc().get("photos");
    List<@Nullable Object> names = new ArrayList<>();
    if (photos != null) {
      ((List<?>) photos).forEach(photo -> names.add(Wire.object(photo, "photo").get("name")));
    }
    return names;
  }

  @Test
  void aFileIsAddedAtTheEndOfAList() {
    String id = album();
    Answer added = add(id, "photos", file("a.png", "image/png", "1,2"));
    assertThat(added.expect(200).msg()).isEqualTo("Updated 1 docs.");
    assertThat(added.id()).isEqualTo(id);
    add(id, "photos", List.of(file("b.png", "image/png", "1,2,3"))).expect(200);
    assertThat(photos(id)).containsExactly("a.png", "b.png");
    assertThat(app.get("album/retrieve_file/" + id + "/b.png").body()).containsExactly(1, 2, 3);
  }

  @Test
  void anUploadedFileIsAdded() {
    String id = album("a.png");
    Map<String, @Nullable Object> uploaded = file("up.png", "image/png", "7,8");
    uploaded.put("size", 2);
    uploaded.put("lastModified", 5);
    admin
        .call(
            "file/upload",
            steps(),
            doc("attr", "file", "index", "0", "chunk", 1, "total", 1, "file", uploaded))
        .expect(200);
    add(id, "photos", List.of(doc())).expect(200);
    assertThat(photos(id)).containsExactly("a.png", "up.png");
    assertThat(app.get("album/retrieve_file/" + id + "/up.png").body()).containsExactly(7, 8);
  }

  @Test
  void aSingleFileIsReplacedUnlessItIsGivenOnce() {
    String id = album();
    add(id, "cover", file("one.png", "image/png", "1")).expect(200);
    add(id, "cover", file("two.png", "image/png", "2,2")).expect(200);
    assertThat(app.get("album/retrieve_file/" + id + "/one.png").statusCode()).isEqualTo(404);
    assertThat(app.get("album/retrieve_file/" + id + "/two.png").body()).containsExactly(2, 2);
    add(id, "seal", file("wax", "a/b", "1")).expect(200);
    add(id, "seal", file("wax", "a/b", "2")).expect(400, "GALLERY_ALBUM_INVALID_ATTR");
  }

  @Test
  void theRulesOfTheAttributeHoldAndWhatIsRefusedLeavesNoByte() {
    String id = album();
    add(id, "photos", file("a.txt", "text/plain", "1,2")).expect(400, "GALLERY_ALBUM_INVALID_ATTR");
    add(id, "photos", file("a.png", "image/png", "1,2,3,4,5,6,7,8,9,10,11"))
        .expect(400, "GALLERY_ALBUM_INVALID_ATTR");
    add(id, "photos", file("../a.png", "image/png", "1")).expect(400, "GALLERY_ALBUM_INVALID_DOC");
    for (String attr :
        List.of("nosuch", "name", "user", "_id", "secrets", "docs.0", "", "photos.0")) {
      assertThat(add(id, attr, file("a.png", "image/png", "1")).code())
          .as(attr)
          .isEqualTo("GALLERY_ALBUM_INVALID_ATTR");
    }
    assertThat(add(id, "nosuch", file("a.png", "image/png", "1")).msg())
        .isEqualTo("Attr is invalid.");
    String gone = "f0000000000000000000ffff";
    add(gone, "photos", file("a.png", "image/png", "1")).expect(400, "GALLERY_ALBUM_INVALID_DOC");
    assertThat(stored(app)).isEmpty();
    for (String name : List.of("a.png", "b.png", "c.png")) {
      add(id, "photos", file(name, "image/png", "1")).expect(200);
    }
    Answer full = add(id, "photos", file("d.png", "image/png", "1"));
    full.expect(400, "GALLERY_ALBUM_INVALID_ATTR");
    assertThat(full.msg()).contains("1 to 3 members, not 4");
    assertThat(photos(id)).containsExactly("a.png", "b.png", "c.png");
  }

  @Test
  void theFileOfThatPlaceAndNameIsRemoved() {
    String id = album("a.png", "b.png", "c.png");
    remove(id, "photos", 1, "b.png").expect(200);
    assertThat(photos(id)).containsExactly("a.png", "c.png");
    remove(id, "photos", "1", "c.png").expect(200);
    assertThat(photos(id)).containsExactly("a.png");
    assertThat(remove(id, "photos", 0, "a.png").expect(400, "GALLERY_ALBUM_INVALID_ATTR").msg())
        .contains("1 to 3 members, not 0");
    assertThat(app.get("album/retrieve_file/" + id + "/a.png").statusCode()).isEqualTo(200);
  }

  @Test
  void nothingIsRemovedWhenSomethingDoesNotFit() {
    String id = album("a.png", "b.png");
    Answer mismatch = remove(id, "photos", 0, "b.png");
    mismatch.expect(400, "GALLERY_ALBUM_FILE_NAME_MISMATCH");
    assertThat(mismatch.msg()).isEqualTo("File name in query doesn't match value.");
    remove(id, "photos", 2, "b.png").expect(400, "GALLERY_ALBUM_INVALID_INDEX");
    remove(id, "photos", -1, "b.png").expect(400, "GALLERY_ALBUM_INVALID_INDEX");
    remove(id, "photos", Long.MAX_VALUE, "b.png").expect(400, "GALLERY_ALBUM_INVALID_INDEX");
    remove(id, "notes", 0, "a").expect(400, "GALLERY_ALBUM_INVALID_DOC_ATTR");
    remove(id, "cover", 0, "a").expect(400, "GALLERY_ALBUM_INVALID_ATTR");
    remove(id, "nosuch", 0, "a").expect(400, "GALLERY_ALBUM_INVALID_ATTR");
    remove("f0000000000000000000ffff", "photos", 0, "a.png")
        .expect(400, "GALLERY_ALBUM_INVALID_DOC");
    admin
        .call("album/delete_file", steps(doc("_id", id, "attr", "photos", "index", 0)))
        .expect(400, "GALLERY_ALBUM_INVALID_QUERY");
    for (Object index : List.of(doc("$gt", 0), List.of(0, 1), true, 0.5, "x")) {
      assertThat(remove(id, "photos", index, "a.png").status()).as("%s", index).isEqualTo(400);
    }
    assertThat(photos(id)).containsExactly("a.png", "b.png");
  }

  @Test
  void ofManyThatRemoveTheSameFileOneDoes() {
    String id = album("a.png", "b.png", "c.png");
    List<TestClient6> clients = new ArrayList<>();
    List<Object> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      clients.add(app.admin6());
    }
    for (TestClient6 client : clients) {
      calls.add(
          client.send(
              "album/delete_file",
              steps(doc("_id", id, "attr", "photos", "index", 0, "name", "a.png")),
              doc()));
    }
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      statuses.add(clients.get(i).answerTo(calls.get(i)).status());
      clients.get(i).close();
    }
    assertThat(statuses).containsOnlyOnce(200);
    assertThat(statuses).allMatch(status -> List.of(200, 400, 409).contains(status));
    assertThat(photos(id)).containsExactly("b.png", "c.png");
  }

  @Test
  void ofManyThatAreAddedAtATimeAsManyAreThereAsTheListTakes() {
    String id = album();
    List<Object> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(
          admin.send(
              "album/create_file",
              steps(doc("_id", id, "attr", "photos")),
              doc("file", file("p" + i, "image/png", "" + i))));
    }
    long added = calls.stream().filter(call -> admin.answerTo(call).status() == 200).count();
    assertThat(added).isEqualTo(3);
    assertThat(photos(id)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void thePermitHoldsAsForAnUpdate() {
    String ofAdmin = album("a.png");
    try (TestClient author = app.user("author", Map.of("album", List.of("create", "update")))) {
      Map<String, @Nullable Object> album = doc("name", "own");
      album.put("photos", List.of(file("mine.png", "image/png", "1")));
      album.put("notes", List.of(file("note.txt", "text/plain", "1")));
      String own = author.call("album/create", query(), album).expect(200).id();
      Map<String, @Nullable Object> file = doc("file", file("new.png", "image/png", "3"));
      author
          .call("album/create_file", query("_id", val(own), "attr", val("photos")), file)
          .expect(200);
      assertThat(photos(own)).containsExactly("mine.png", "new.png");
      author
          .call("album/create_file", query("_id", val(ofAdmin), "attr", val("photos")), file)
          .expect(400, "GALLERY_ALBUM_INVALID_DOC");
      author
          .call("album/create_file", query("_id", val(own), "attr", val("notes")), file)
          .expect(400, "GALLERY_ALBUM_INVALID_ATTR");
      author
          .call(
              "album/delete_file",
              query(
                  "_id",
                  val(ofAdmin),
                  "attr",
                  val("photos"),
                  "index",
                  val(0),
                  "name",
                  val("a.png")))
          .expect(400, "GALLERY_ALBUM_INVALID_DOC");
      author
          .call(
              "album/delete_file",
              query(
                  "_id", val(own), "attr", val("notes"), "index", val(0), "name", val("note.txt")))
          .expect(400, "GALLERY_ALBUM_INVALID_ATTR");
      author
          .call(
              "album/delete_file",
              query(
                  "_id", val(own), "attr", val("photos"), "index", val(0), "name", val("mine.png")))
          .expect(200);
      assertThat(photos(own)).containsExactly("new.png");
    }
    try (TestClient stranger = app.client()) {
      stranger
          .call(
              "album/create_file",
              query("_id", val(ofAdmin), "attr", val("photos")),
              doc("file", file("x.png", "image/png", "1")))
          .expect(403, "CORE_SESSION_FORBIDDEN");
    }
    assertThat(photos(ofAdmin)).containsExactly("a.png");
  }

  private static Map<String, @Nullable Object> adding(String id, Object file) {
    return doc(
        "endpoint",
        "album/create_file",
        "query",
        steps(doc("_id", id, "attr", "photos")),
        "doc",
        doc("file", file));
  }

  private static Map<String, @Nullable Object> removing(String id, int index, String name) {
    return doc(
        "endpoint",
        "album/delete_file",
        "query",
        steps(doc("_id", id, "attr", "photos", "index", index, "name", name)));
  }

  private static Answer batch(TestClient6 client, Object... calls) {
    return client.call("data/batch", steps(), doc("calls", List.of(calls)));
  }

  @Test
  void filesAreAddedAndRemovedInABatch() {
    String one = album("a.png", "b.png");
    String other = album();
    Answer answer =
        batch(
                admin,
                removing(one, 0, "a.png"),
                adding(one, file("new.png", "image/png", "3")),
                adding(other, file("c.png", "image/png", "9,9")),
                doc("endpoint", "album/update", "query", steps(doc("_id", other)), "doc", named()))
            .expect(200);
    assertThat((List<?>) answer.args().get("replies")).hasSize(4);
    assertThat(photos(one)).containsExactly("b.png", "new.png");
    assertThat(photos(other)).containsExactly("c.png");
    assertThat(app.get("album/retrieve_file/" + other + "/c.png").body()).containsExactly(9, 9);
  }

  private static Map<String, @Nullable Object> named() {
    return doc("name", "renamed");
  }

  @Test
  void aBatchThatCannotTakeOneFileTakesNone() {
    String one = album("a.png", "b.png");
    String other = album();
    int before = stored(app).size();
    Answer mismatch =
        batch(admin, adding(other, file("c.png", "image/png", "9")), removing(one, 0, "b.png"));
    mismatch.expect(400, "GALLERY_ALBUM_FILE_NAME_MISMATCH");
    assertThat(mismatch.args()).containsEntry("index", 1L);
    batch(admin, adding(other, file("c.txt", "text/plain", "9")))
        .expect(400, "GALLERY_ALBUM_INVALID_ATTR");
    batch(admin, removing(one, 0, "a.png"), removing(one, 0, "a.png"))
        .expect(409, "GALLERY_ALBUM_CONFLICT");
    Object photo = file("d.png", "image/png", "8");
    batch(
            admin,
            doc("endpoint", "album/create", "doc", doc("name", "n", "photos", List.of(photo))),
            doc("endpoint", "album/create", "doc", doc()))
        .expect(400, "GALLERY_ALBUM_MISSING_ATTR");
    assertThat(stored(app)).as("no byte is left").hasSize(before);
    assertThat(photos(one)).containsExactly("a.png", "b.png");
    assertThat(photos(other)).isEmpty();
  }

  @Test
  void thePermitHoldsInABatchToo() {
    String ofAdmin = album("a.png", "b.png");
    app.user("member", Map.of("album", List.of("create", "update"))).close();
    try (TestClient6 author = app.client6().signIn("member@example.com", TestApp.PASSWORD)) {
      Object file = file("x.png", "image/png", "1");
      batch(author, adding(ofAdmin, file)).expect(400, "GALLERY_ALBUM_INVALID_DOC");
      batch(author, removing(ofAdmin, 0, "a.png")).expect(400, "GALLERY_ALBUM_INVALID_DOC");
    }
    try (TestClient6 stranger = app.client6()) {
      batch(stranger, adding(ofAdmin, file("x.png", "image/png", "1")))
          .expect(403, "CORE_SESSION_FORBIDDEN");
      batch(stranger, removing(ofAdmin, 0, "a.png")).expect(403, "CORE_SESSION_FORBIDDEN");
    }
    assertThat(photos(ofAdmin)).containsExactly("a.png", "b.png");
  }

  @Test
  void anUploadedFileIsAddedInABatch() {
    String id = album();
    Map<String, @Nullable Object> uploaded = file("up.png", "image/png", "7,8");
    uploaded.put("size", 2);
    uploaded.put("lastModified", 5);
    admin
        .call(
            "file/upload",
            steps(),
            doc("attr", "file", "index", "0", "chunk", 1, "total", 1, "file", uploaded))
        .expect(200);
    batch(admin, adding(id, List.of(doc()))).expect(200);
    assertThat(photos(id)).containsExactly("up.png");
  }

  @Test
  void theHooksOfTheModuleRun() {
    String open = album("a.png", "b.png");
    Answer removed = remove(open, "photos", 0, "a.png");
    assertThat(removed.expect(200).msg()).isEqualTo("Removed.");
    assertThat(removed.args()).containsEntry("name", "photos");
    String closed = admin.call("album/create", steps(), doc("name", "closed")).expect(200).id();
    int before = stored(app).size();
    add(closed, "photos", file("c.png", "image/png", "9")).expect(403, "GALLERY_ALBUM_CLOSED");
    remove(closed, "photos", 0, "c.png").expect(403, "GALLERY_ALBUM_CLOSED");
    assertThat(stored(app)).hasSize(before);
    assertThat(photos(closed)).isEmpty();
  }
}
