package io.limp.templates;

import static io.limp.api.Limp.on;
import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.LimpModule;
import io.limp.api.PackageSpec;
import io.limp.core.User;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another way to a module's documents, which leads around nothing. */
class ProxyTest {
  private TestApp app;
  private TestClient admin;
  private TestClient joe;
  private TestClient visitor;

  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @BeforeEach
  void start() {
    app =
        setup(TestApp.of("press", new PublicPost(), new Post(), new People()))
            .brings(
                PackageSpec.of("press")
                    .event(
                        on(Post.class)
                            .create()
                            .notify(_ -> LimpModule.ID.is(User.ADMIN), _ -> "A new post")))
            .start();
    admin = app.admin();
    joe = app.user("joe");
    visitor = app.client();
  }

  @AfterEach
  void stop() {
    visitor.close();
    joe.close();
    admin.close();
    app.close();
  }

  private String post(String title, String status) {
    return admin
        .call("post/create", query(), doc("title", title, "status", status))
        .expect(200)
        .id();
  }

  @Test
  void itShowsTheSameDocumentsUnderItsOwnPermits() {
    post("draft", "draft");
    String out = post("out", "published");

    visitor.call("post/read").expect(403);
    Answer read = visitor.call("public_post/read").expect(200);
    assertThat(read.each("_id")).containsExactly(out);
    assertThat(read.doc())
        .containsOnlyKeys("_id", "user", "title", "checked", "photo", "diff")
        .containsEntry("title", "out")
        .containsEntry("user", doc("_id", TestApp.ADMIN_ID, "username", "__ADMIN"));
    assertThat(admin.call("post/read", byId(out)).doc().get("user")).asString().contains("name");
    visitor
        .call("public_post/read", query("slug", val("x")))
        .expect(403, "PRESS_PUBLIC_POST_FORBIDDEN_ATTR");
  }

  @Test
  void itsPrivilegesAreItsOwn() {
    post("draft", "draft");
    try (TestClient moderator = app.user("mod", Map.of("public_post", "moderate"));
        TestClient reader = app.user("reader", Map.of("post", "read"))) {
      assertThat(moderator.call("public_post/read").total()).isEqualTo(1);
      moderator.call("post/read").expect(403);
      assertThat(reader.call("post/read").total()).isEqualTo(1);
      assertThat(reader.call("public_post/read").total()).isZero();
    }
  }

  @Test
  void theHooksOfTheModuleItselfRunFirst() {
    String id = joe.call("public_post/create", query(), doc("title", "mine")).expect(200).id();

    assertThat(admin.call("post/read", byId(id)).doc())
        .containsEntry("checked", "by post for public_post, by proxy")
        .containsEntry("status", "published");
    joe.call("public_post/create", query(), doc("title", "rude"))
        .expect(400, "PRESS_PUBLIC_POST_RUDE");
    joe.call("public_post/update", byId(id), doc("title", "rude"))
        .expect(400, "PRESS_PUBLIC_POST_RUDE");
    assertThat(admin.call("post/read", byId(id)).doc()).containsEntry("title", "mine");
  }

  @Test
  void whatDocumentsMayHoldHoldsForItToo() {
    String id =
        joe.call("public_post/create", query(), doc("title", "mine", "slug", "a")).expect(200).id();

    joe.call("public_post/create", query(), doc("title", "longer than twenty characters"))
        .expect(400, "PRESS_PUBLIC_POST_INVALID_ATTR");
    joe.call("public_post/create", query(), doc("title", "other", "slug", "a"))
        .expect(400, "PRESS_PUBLIC_POST_DUPLICATE_DOC");
    joe.call("public_post/update", byId(id), doc("slug", "b"))
        .expect(400, "PRESS_PUBLIC_POST_INVALID_ATTR");
    joe.call("public_post/create", query(), doc("title", "x", "status", "draft")).expect(200);
    joe.call("public_post/create", query(), doc("title", "x", "key", "y"))
        .expect(403, "PRESS_PUBLIC_POST_FORBIDDEN_ATTR");
    try (TestClient moderator = app.user("mod", Map.of("public_post", "moderate"))) {
      assertThat(moderator.call("public_post/read", query("$diff", true)).toString())
          .contains("mine")
          .doesNotContain("k3y", "\"key\"");
    }
    joe.call("public_post/delete", byId(id)).expect(400, "CORE_REQ_INVALID_METHOD");
  }

  @Test
  void historyAndEventsAreThoseOfTheDocuments() {
    String id = joe.call("public_post/create", query(), doc("title", "mine")).expect(200).id();
    joe.call("public_post/update", byId(id), doc("title", "changed")).expect(200);

    assertThat(visitor.call("public_post/read", byId(id)).doc().get("diff"))
        .asString()
        .contains("mine");
    assertThat(admin.call("post/read", byId(id)).doc().get("diff")).asString().contains("mine");
    assertThat(admin.call("notification/read").each("title")).contains("A new post");
  }

  @Test
  void filesAreServedUnderItsOwnNameAndPermit() {
    Map<String, Object> photo = doc("name", "p.txt", "type", "text/plain", "content", "aGk=");
    String out =
        admin
            .call("post/create", query(), doc("title", "x", "status", "published", "photo", photo))
            .id();
    String draft =
        admin.call("post/create", query(), doc("title", "y", "photo", photo)).expect(200).id();

    assertThat(app.get("public_post/retrieve_file/" + out + "/p.txt").body())
        .asString()
        .isEqualTo("hi");
    assertThat(app.get("public_post/retrieve_file/" + draft + "/p.txt").statusCode())
        .isEqualTo(404);
    assertThat(app.get("post/retrieve_file/" + out + "/p.txt").statusCode()).isEqualTo(403);
  }

  @Test
  void itMayHaveMethodsOfItsOwn() {
    post("draft", "draft");
    post("out", "published");

    assertThat(visitor.call("public_post/count").expect(200).args()).containsEntry("count", 1L);
    visitor.call("post/count").expect(400, "CORE_REQ_INVALID_METHOD");
  }

  @Test
  void theDocumentsOfTheSystemStayProtected() {
    try (TestClient clerk = app.user("clerk", Map.of("people", List.of("update", "delete")))) {
      clerk.call("people/delete", byId(TestApp.ADMIN_ID)).expect(403, "CORE_DATA_SYSTEM_DOC");
      clerk
          .call("people/update", byId(TestApp.ADMIN_ID), doc("privileges", doc()))
          .expect(403, "CORE_DATA_SYSTEM_DOC");
      assertThat(clerk.call("people/read").toString())
          .contains("clerk")
          .doesNotContain("example.com", "_hash", "argon");
      clerk.call("people/read", query("email", val("x"))).expect(403);
    }
    admin.call("user/read", byId(TestApp.ADMIN_ID)).expect(200);
  }

  @Test
  void itsDocumentsAreStillThereAfterARestart() {
    String out = post("out", "published");

    app.restart();

    try (TestClient again = app.client()) {
      assertThat(again.call("public_post/read").each("_id")).containsExactly(out);
    }
  }
}
