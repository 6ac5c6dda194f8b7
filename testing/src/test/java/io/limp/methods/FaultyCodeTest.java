package io.limp.methods;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hooks and methods that throw or return nothing: answered, told with the line, and no more. */
class FaultyCodeTest {
  private static TestApp app;
  private static TestClient6 client;
  private ServerLog log;

  @BeforeAll
  static void start() {
    app = TestApp.of("works", new Clumsy()).start();
    client = app.client6();
  }

  @AfterAll
  static void stop() {
    client.close();
    app.close();
  }

  @BeforeEach
  void listen() {
    log = new ServerLog("io.limp.call.Faults");
  }

  @AfterEach
  void listenNoMore() {
    log.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "before|a hook returned null",
        "after|a hook returned null",
        "nothing|the method returned null",
        "odd|the method answered with a java.lang.Object, which is no plain value",
        "late|a hook answered with a java.lang.Object, which is no plain value",
        "astray|clumsy has no method delete",
        "boom|java.lang.IllegalArgumentException: a secret detail",
        "die|java.lang.NoClassDefFoundError: a/secret/Detail",
        "deep|java.lang.StackOverflowError",
        "fall|java.lang.IllegalStateException: The document has no name: []"
      })
  void aFaultIsAnsweredWithoutDetailAndToldInALine(String method, String told) {
    Answer answer = client.call("clumsy/" + method).expect(500, "CORE_SERVER_ERROR");
    assertThat(answer.msg()).isEqualTo("Unexpected error has occured.");
    assertThat(log.messages()).hasSize(1);
    assertThat(log.messages().getFirst())
        .matches("clumsy\\." + method + ": \\Q" + told + "\\E \\(Clumsy\\.java:[0-9]+\\)");
    assertThat(client.call("clumsy/hello").expect(200).msg()).isEqualTo("hello");
  }

  @Test
  void aHookOfABaseMethodIsToldByTheLineWhereItIsDeclared() {
    String id = client.call("clumsy/create", doc(), doc("name", "x")).expect(200).id();
    try (TestClient old = app.client()) {
      old.call("clumsy/update", byId(id), doc("name", "y")).expect(500, "CORE_SERVER_ERROR");
    }
    assertThat(log.messages().getFirst())
        .matches("clumsy\\.update: a hook returned null \\(Clumsy\\.java:[0-9]+\\)");
    assertThat(client.call("clumsy/read").docs().getFirst()).containsEntry("name", "x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "number|a hook gave 'name' a value that is no str",
        "nan|a hook gave 'weight' a value that is no float",
        "stars|a hook gave 'stars' a value that it may not have: it must be from 1 to 5",
        "object|a hook gave 'remark' a java.lang.Object, which is no plain value"
      })
  void whatAHookPutsIntoADocumentMustFitIt(String name, String told) {
    long before = client.call("clumsy/read").expect(200).total();
    client.call("clumsy/create", doc(), doc("name", name)).expect(500, "CORE_SERVER_ERROR");
    assertThat(log.messages()).hasSize(1);
    assertThat(log.messages().getFirst())
        .matches("clumsy\\.create: \\Q" + told + "\\E \\(Clumsy\\.java:[0-9]+\\)");
    assertThat(client.call("clumsy/read").expect(200).total()).isEqualTo(before);
    client.call("clumsy/create", doc(), doc("name", "fine")).expect(200);
  }

  @Test
  void overHttpTheAnswerIsTheSame() {
    for (String method : new String[] {"boom", "nothing"}) {
      assertThat(app.http("POST", "clumsy/" + method, java.util.Map.of()))
          .satisfies(
              response -> {
                assertThat(response.statusCode()).isEqualTo(500);
                assertThat(new String(response.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("CORE_SERVER_ERROR")
                    .doesNotContain("secret", "Clumsy");
              });
    }
    assertThat(log.messages()).hasSize(2).allMatch(line -> line.contains("(Clumsy.java:"));
  }
}
