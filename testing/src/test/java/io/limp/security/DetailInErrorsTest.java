package io.limp.security;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import org.junit.jupiter.api.Test;

/** S27: outside debug mode an answer to our own fault has a code and the call id, and no more. */
class DetailInErrorsTest {
  @Test
  void aFaultSaysNothingOfItsCause() {
    try (TestApp app = Spike.start();
        TestClient client = app.client()) {
      Answer answer = client.call("note/boom");
      assertThat(answer.frame())
          .isEqualTo(
              doc(
                  "status",
                  500L,
                  "msg",
                  "Unexpected error has occured.",
                  "args",
                  doc("code", "CORE_SERVER_ERROR", "call_id", answer.callId())));
    }
  }

  @Test
  void inDebugModeItSaysWhatItWas() {
    try (TestApp app = Spike.setup().debugging().start();
        TestClient client = app.client()) {
      Answer answer = client.call("note/boom");
      answer.expect(500, "CORE_SERVER_ERROR");
      assertThat(answer.msg()).contains("boom");
    }
  }

  @Test
  void aRefusalNamesNeitherClassesNorFilesNorSql() {
    try (TestApp app = Spike.start();
        TestClient admin = app.admin();
        TestClient visitor = app.client()) {
      String answers =
          visitor.exchange("{nope").toString()
              + visitor.exchange("[[[")
              + visitor.call("a/b")
              + admin.call("note/create", query(), doc("title", 5))
              + admin.call("note/read", query("$limit", "x"))
              + admin.call("note/read", query("$sort", 5))
              + admin.call("user/create", query(), doc());
      assertThat(answers)
          .doesNotContain("io.limp")
          .doesNotContain("java")
          .doesNotContain("jackson")
          .doesNotContain("SQL")
          .doesNotContain(".db");
    }
  }
}
