package io.limp.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One page of a {@link Browser}, used as a person would: real clicks, real keys, a real file
 * chooser. Whatever waits does so with a deadline, after which the test fails and says what the
 * page showed.
 */
final class Page implements AutoCloseable {
  private static final int CTRL = 2;

  private final DevTools devTools;
  private final String session;
  private final List<String> complaints = new ArrayList<>(); // guarded by itself
  private final BlockingQueue<JsonNode> handshakes = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> loads = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonNode> documents = new LinkedBlockingQueue<>();

  Page(DevTools devTools, String session) {
    this.devTools = devTools;
    this.session = session;
    devTools.listen(session, this::heard);
    for (String domain : List.of("Page", "Runtime", "Log", "Network", "DOM")) {
      devTools.call(session, domain + ".enable", Map.of());
    }
  }

  // --- Where it is ---------------------------------------------------------------------------

  void visit(URI address) {
    loads.clear();
    JsonNode navigated = call("Page.navigate", Map.of("url", address.toString()));
    if (navigated.has("errorText")) {
      throw new AssertionError(address + ": " + navigated.path("errorText").asText());
    }
    awaitLoad();
  }

  void reload() {
    loads.clear();
    call("Page.reload", Map.of());
    awaitLoad();
  }

  private void awaitLoad() {
    next(loads, "the page's load event");
  }

  // --- What it looks like ----------------------------------------------------------------------

  /** In CSS pixels. */
  void resize(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** What the operating system prefers. */
  void dark(boolean dark) {
    Map<String, String> feature =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  void screenshot(Path png) {
    String data = call("Page.captureScreenshot", Map.of("format", "png")).path("data").asText();
    try {
      Files.createDirectories(png.toAbsolutePath().getParent());
      Files.write(png, Base64.getDecoder().decode(data));
    } catch (IOException e) {
      throw new UncheckedIOException(png + " could not be written", e);
    }
  }

  // --- What it says ----------------------------------------------------------------------------

  /** The value of a JavaScript expression; a promise is waited for. */
  JsonNode eval(String expression) {
    JsonNode got =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (got.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + got.path("exceptionDetails"));
    }
    return got.path("result").path("value");
  }

  /** The text of the first such element, as it is shown. */
  String text(String selector) {
    return eval(element(selector) + ".innerText").asText();
  }

  boolean isVisible(String selector) {
    return eval("Boolean(document.querySelector(%s)?.checkVisibility())".formatted(js(selector)))
        .asBoolean();
  }

  void awaitVisible(String selector) {
    await("document.querySelector(%s)?.checkVisibility()".formatted(js(selector)));
  }

  /** Waits until a JavaScript expression is truthy. */
  void await(String condition) {
    String looking =
        """
        new Promise((resolve) => {
          const end = performance.now() + %d;
          const look = () => {
            if (%s) resolve(true);
            else if (performance.now() > end) resolve(false);
            else setTimeout(look, 20);
          };
          look();
        })\
        """
            .formatted(DevTools.DEADLINE.toMillis() / 2, condition);
    if (!eval(looking).asBoolean()) {
      throw new AssertionError(
          "In vain awaited: " + condition + "\nThe page:\n" + eval("document.body.innerText"));
    }
  }

  /** Errors and warnings of the console, scripts that failed, violations of the policy. */
  List<String> complaints() {
    synchronized (complaints) {
      return List.copyOf(complaints);
    }
  }

  /** The answer to the next websocket handshake: 101 over HTTP/1.1, 200 over HTTP/2. */
  int awaitHandshake() {
    return next(handshakes, "a websocket handshake").path("response").path("status").asInt();
  }

  /** How the last document that was visited came: {@code h2}, {@code http/1.1}. */
  String protocol() {
    return next(documents, "a document").path("response").path("protocol").asText();
  }

  // --- What people do --------------------------------------------------------------------------

  /** Clicks into the middle of the first such element, which nothing may cover. */
  void click(String selector) {
    awaitVisible(selector);
    JsonNode middle =
        eval(
            """
            (() => {
              const wanted = %s;
              wanted.scrollIntoView({ block: 'nearest', behavior: 'instant' });
              const { x, y, width, height } = wanted.getBoundingClientRect();
              const [left, top] = [x + width / 2, y + height / 2];
              const there = document.elementFromPoint(left, top);
              const hit = wanted.contains(there) || there?.closest('label')?.control === wanted;
              return { left, top, there: hit ? '' : there?.outerHTML.slice(0, 200) ?? 'nothing' };
            })()\
            """
                .formatted(element(selector)));
    if (!middle.path("there").asText().isEmpty()) {
      throw new AssertionError(selector + " is covered by " + middle.path("there").asText());
    }
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              middle.path("left").asDouble(),
              "y",
              middle.path("top").asDouble(),
              "button",
              "left",
              "clickCount",
              1));
    }
  }

  /** Replaces what is in a field. */
  void type(String selector, String text) {
    awaitVisible(selector);
    eval(
        "(() => { const field = %s; field.focus(); field.select(); })()"
            .formatted(element(selector)));
    call("Input.insertText", Map.of("text", text));
  }

  /** Ctrl and Enter. */
  void pressCtrlEnter() {
    press("Enter", "Enter", 13, CTRL);
  }

  void press(String key, String code, int keyCode, int modifiers) {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              key,
              "code",
              code,
              "windowsVirtualKeyCode",
              keyCode,
              "modifiers",
              modifiers));
    }
  }

  /** Chooses files in a file input, as its dialog would. */
  void choose(String selector, Path... files) {
    JsonNode input = call("Runtime.evaluate", Map.of("expression", element(selector)));
    call(
        "DOM.setFileInputFiles",
        Map.of(
            "objectId",
            input.path("result").path("objectId").asText(),
            "files",
            Stream.of(files).map(file -> file.toAbsolutePath().toString()).toList()));
  }

  // ---------------------------------------------------------------------------------------------

  @Override
  public void close() {
    call("Page.close", Map.of());
  }

  private JsonNode call(String method, Map<String, ?> params) {
    return devTools.call(session, method, params);
  }

  private void heard(String event, JsonNode details) {
    switch (event) {
      case "Page.loadEventFired" -> loads.add(event);
      case "Network.webSocketHandshakeResponseReceived" -> handshakes.add(details);
      case "Network.responseReceived" -> {
        if (details.path("type").asText().equals("Document")) {
          documents.add(details);
        }
      }
      case "Runtime.exceptionThrown" -> complain(details.path("exceptionDetails"));
      case "Runtime.consoleAPICalled" -> {
        if (List.of("error", "warning", "assert").contains(details.path("type").asText())) {
          complain(details.path("args"));
        }
      }
      case "Log.entryAdded" -> {
        if (!details.path("entry").path("level").asText().equals("verbose")) {
          complain(details.path("entry"));
        }
      }
      default -> {} // nobody asks
    }
  }

  private void complain(JsonNode what) {
    synchronized (complaints) {
      complaints.add(what.toString());
    }
  }

  private static <T> T next(BlockingQueue<T> queue, String what) {
    try {
      T got = queue.poll(DevTools.DEADLINE.toSeconds(), TimeUnit.SECONDS);
      if (got == null) {
        throw new AssertionError("No sign of " + what + " within " + DevTools.DEADLINE);
      }
      return got;
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted while waiting for " + what, e);
    }
  }

  private static String element(String selector) {
    return "document.querySelector(" + js(selector) + ")";
  }

  /** As a literal of JavaScript, of which JSON is a part. */
  static String js(String text) {
    return TextNode.valueOf(text).toString();
  }
}
