package io.limp.browser;

import static io.limp.browser.Page.js;
import static io.limp.testing.TestApp.ADMIN_EMAIL;
import static io.limp.testing.TestApp.ADMIN_PASSWORD;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limp.testing.TestApp;
import java.nio.file.Path;

/** What people do in the sandbox, by the selectors of {@code console/README.md}. */
final class Sandbox {
  /** The folder of LIMP itself; Maven says where. */
  static final Path LIMP =
      Path.of(System.getProperty("limp.home", "..")).toAbsolutePath().normalize();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Page page;

  /** The server as people first meet it: the modules that come with it, and a new database. */
  static TestApp.Setup sampleApp() {
    return TestApp.of().modulesFolder(LIMP.resolve("modules")).debugging();
  }

  Sandbox(Page page) {
    this.page = page;
  }

  void awaitConnected() {
    page.await("document.querySelector('#connection').dataset.state === 'open'");
  }

  /** Types an e-mail address and a password, and clicks; does not wait for what comes of it. */
  void submitSignIn(String email, String password) {
    page.type("#auth-value", email);
    page.type("#auth-password", password);
    page.click("#sign-in");
  }

  void signInAsAdmin() {
    submitSignIn(ADMIN_EMAIL, ADMIN_PASSWORD);
    page.awaitVisible("#signed-in");
  }

  /** Writes a call; quotes may be single ones. */
  void write(String endpoint, String query, String doc) {
    page.type("#endpoint", endpoint);
    page.type("#query", query.replace('\'', '"'));
    page.type("#doc", doc.replace('\'', '"'));
  }

  void chooseFile(String attr, Path file) {
    page.type("#file-attr", attr);
    page.choose("#file-input", file);
    page.await(
        "document.querySelector('#doc').value.includes(%s)"
            .formatted(js(file.getFileName().toString())));
  }

  /** Sends what is written with Ctrl and Enter; the frame that answers. */
  JsonNode send() {
    page.eval("delete document.querySelector('#answer').dataset.state");
    page.pressCtrlEnter();
    page.await("['done', 'failed'].includes(document.querySelector('#answer').dataset.state)");
    if (page.isVisible("#answer-mode")) {
      page.click("label:has(#answer-as-json)");
    }
    try {
      return JSON.readTree(page.text("#answer-json"));
    } catch (JsonProcessingException e) {
      throw new AssertionError("The answer is no JSON: " + page.text("#answer-body"), e);
    }
  }

  JsonNode call(String endpoint, String query, String doc) {
    write(endpoint, query, doc);
    return send();
  }

  JsonNode read(String endpoint, String query) {
    return call(endpoint, query, "{}");
  }

  /** Creates a document; its id. */
  String create(String module, String doc) {
    JsonNode answer = call(module + "/create", "{}", doc);
    if (answer.path("status").asInt() != 200) {
      throw new AssertionError(module + " was not created: " + answer);
    }
    return answer.path("args").path("docs").path(0).path("_id").asText();
  }

  void showTable() {
    page.click("label:has(#answer-as-table)");
  }

  void signOut() {
    page.click("#sign-out");
    page.awaitVisible("#sign-in");
  }
}
