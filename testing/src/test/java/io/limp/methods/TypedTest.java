package io.limp.methods;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.integer;
import static io.limp.api.Limp.str;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import org.junit.jupiter.api.Test;

/** What a method is given and what it gives back has the declared types. */
class TypedTest {
  private static final Attr<Long> COUNT = integer("count");
  private static final Attr<Long> MORE = integer("more").optional();
  private static final Attr<String> WORD = str("word");

  private static final class Typed implements LimpModule {
    @Override
    public ModuleSpec spec() {
      return ModuleSpec.of("typed")
          .method(
              "add",
              m ->
                  m.permit(anyone())
                      .queryArgs(COUNT)
                      .docArgs(MORE)
                      .returns(COUNT, MORE)
                      .run(Typed::add))
          .method(
              "wrong",
              m ->
                  m.permit(anyone())
                      .returns(COUNT, WORD)
                      .run(call -> Reply.of(Doc.empty().withPlain("count", "one").with(MORE, 1L))));
    }

    private static Reply add(Call call) {
      return Reply.of(COUNT, call.args().get(COUNT) + call.doc().get(MORE));
    }
  }

  @Test
  void argumentsAreConvertedAtEveryLevel() {
    try (TestApp app = TestApp.of("works", new Typed()).start();
        TestClient old = app.client();
        TestClient6 client = app.client6()) {
      assertThat(
              old.call("typed/add", query("count", val("12")), doc("more", "30"))
                  .expect(200)
                  .args())
          .containsEntry("count", 42L);
      assertThat(
              client
                  .call("typed/add", steps(doc("count", "12")), doc("more", 30))
                  .expect(200)
                  .args())
          .containsEntry("count", 42L);
      old.call("typed/add", query("count", val("twelve")), doc("more", 1))
          .expect(400, "WORKS_TYPED_INVALID_ATTR");
      assertThat(
              client
                  .call("typed/add", steps(doc("count", 1)), doc("more", doc("$gt", 1)))
                  .expect(400, "WORKS_TYPED_INVALID_DOC")
                  .args())
          .containsEntry("attr", "more")
          .containsEntry("type", "int");
    }
  }

  @Test
  void aResultThatIsNotAsDeclaredIsToldOnceInDebugMode() {
    try (ServerLog log = new ServerLog("io.limp.call.RunOwn");
        TestApp app = TestApp.of("works", new Typed()).debugging().start();
        TestClient6 client = app.client6()) {
      client.call("typed/add", steps(doc("count", 1)), doc("more", 1)).expect(200);
      assertThat(log.messages()).isEmpty();
      client.call("typed/wrong").expect(200);
      client.call("typed/wrong").expect(200);
      assertThat(log.messages()).hasSize(1);
      assertThat(log.messages().getFirst())
          .startsWith("typed.wrong: the result is not what returns(...) says: it ")
          .contains("has a count that is no int, lacks word, has more too (TypedTest.java:");
    }
  }
}
