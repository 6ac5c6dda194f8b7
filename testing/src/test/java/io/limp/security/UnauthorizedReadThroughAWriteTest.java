package io.limp.security;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.created;
import static io.limp.api.Limp.id;
import static io.limp.api.Limp.me;
import static io.limp.api.Limp.owner;
import static io.limp.api.Limp.permit;
import static io.limp.api.Limp.secret;
import static io.limp.api.Limp.signedIn;
import static io.limp.api.Limp.str;
import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Secret;
import io.limp.core.User;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** S29: who may write but not read learns nothing from the answer to the write. */
class UnauthorizedReadThroughAWriteTest {
  /** A letter box: everybody may put something in, some may change it, few may read it. */
  public static final class Letter implements LimpModule {
    public static final Attr<Id> FROM = owner("from");
    public static final Attr<Id> TO = id("to");
    public static final Attr<String> TEXT = str("text");
    public static final Attr<String> STAMP = str("stamp").optional();
    public static final Attr<Secret> SEAL = secret("seal").optional();
    public static final Attr<Instant> CREATE_TIME = created("create_time");

    @Override
    public ModuleSpec spec() {
      return ModuleSpec.of("letter")
          .collection("letters")
          .attrs(Letter.class)
          .expand(TO, User.class, User.EMAIL, User.PHONE)
          .read(permit("read"), signedIn().where(FROM.is(me())))
          .create(anyone())
          .beforeCreate(this::stamp)
          .update(anyone())
          .beforeUpdate(this::stamp)
          .delete(permit("delete"));
    }

    private Call stamp(Call call) {
      return call.with(STAMP, "set by the server");
    }
  }

  private static TestApp app;
  private static TestClient admin;
  private static TestClient visitor;

  @BeforeAll
  static void start() {
    app = TestApp.of("post", new Letter()).start();
    admin = app.admin();
    visitor = app.client();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static Map<String, Object> letter() {
    return doc("to", TestApp.ADMIN_ID, "text", "hello", "seal", "secret of the letter");
  }

  @Test
  void aSoftCreateOfOneWhoMayNotReadAnswersTheIdAlone() {
    visitor.call("letter/read").expect(403);
    Answer answer = visitor.call("letter/create", query("$soft", true), letter()).expect(200);
    assertThat(answer.msg()).isEqualTo("Created 1 docs.");
    assertThat(answer.doc()).containsOnlyKeys("_id");
    assertThat(answer.toString()).doesNotContain(TestApp.ADMIN_EMAIL).doesNotContain("stamp");
    assertThat(admin.call("letter/read", byId(answer.id())).doc()).containsEntry("text", "hello");
  }

  @Test
  void aSoftCreateOfOneWhoMayReadAnswersTheWholeDocumentWithoutItsSecrets() {
    Answer answer = admin.call("letter/create", query("$soft", true), letter()).expect(200);
    assertThat(answer.doc())
        .containsOnlyKeys("_id", "from", "to", "text", "stamp", "create_time")
        .containsEntry("stamp", "set by the server");
    assertThat(answer.doc()).isEqualTo(admin.call("letter/read", byId(answer.id())).doc());
  }

  @Test
  void aSoftCreateOfOneWhoMayReadTheirOwnAnswersTheWholeDocument() {
    try (TestClient joe = app.user("writer")) {
      assertThat(joe.call("letter/create", query("$soft", true), letter()).expect(200).doc())
          .containsEntry("text", "hello");
    }
  }

  @Test
  void anUpdateOrDeleteAnswersIdsWhateverItsShape() {
    String id = visitor.call("letter/create", query(), letter()).id();
    for (Map<String, Object> query :
        List.of(
            query("_id", doc("val", id)),
            query("_id", doc("val", id), "$soft", true),
            query("_id", doc("val", List.of(id)), "$extn", true, "$diff", true))) {
      Answer answer = visitor.call("letter/update", query, doc("text", "changed")).expect(200);
      assertThat(answer.doc()).containsOnlyKeys("_id");
      assertThat(answer.args()).containsOnlyKeys("count", "docs", "call_id");
    }
  }

  @Test
  void everyShapeOfUpdateRunsTheHooks() {
    String one = visitor.call("letter/create", query(), letter()).id();
    String two = visitor.call("letter/create", query(), letter()).id();
    for (Object ids : new Object[] {one, List.of(two), List.of(one, two)}) {
      visitor
          .call("letter/update", query("_id", doc("val", ids)), doc("stamp", "forged", "text", "x"))
          .expect(200);
    }
    for (String id : List.of(one, two)) {
      assertThat(admin.call("letter/read", byId(id)).doc())
          .containsEntry("stamp", "set by the server");
    }
  }

  @Test
  void aSecretIsNeverAnsweredToAnybody() {
    String id = admin.call("letter/create", query(), letter()).id();
    admin.call("letter/update", byId(id), doc("seal", "another secret")).expect(200);
    assertThat(admin.call("letter/read", byId(id)).toString())
        .doesNotContain("secret")
        .doesNotContain("seal");
  }
}
