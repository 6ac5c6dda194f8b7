package io.limp.browser;

import static io.limp.browser.DevTools.WHOLE_BROWSER;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A Chromium without a window and with a profile of its own, which {@link #close} deletes. */
final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final String LISTENS = "DevTools listening on ";

  private final Process process;
  private final Path profile;
  private final DevTools devTools;

  private Browser(Process process, Path profile, DevTools devTools) {
    this.process = process;
    this.profile = profile;
    this.devTools = devTools;
  }

  /**
   * Starts a browser; where there is none, the test that asks is skipped and says so.
   *
   * @param options on top of the usual ones, such as {@code --ignore-certificate-errors}
   */
  static Browser start(String... options) {
    Optional<Path> found = find();
    Assumptions.assumeTrue(
        found.isPresent(),
        () ->
            named().isBlank()
                ? "no browser: none of " + NAMES + " is on the PATH"
                : "no browser: limp.chromium is " + named());
    try {
      Path profile = Files.createTempDirectory("limp-chromium");
      Process process = new ProcessBuilder(command(found.get(), profile, options)).start();
      process.getOutputStream().close();
      return new Browser(process, profile, new DevTools(address(process)));
    } catch (IOException e) {
      throw new UncheckedIOException(found.get() + " did not start", e);
    }
  }

  /** A new page of this address, loaded. */
  Page open(URI address) {
    String target =
        devTools
            .call(WHOLE_BROWSER, "Target.createTarget", Map.of("url", "about:blank"))
            .path("targetId")
            .asText();
    String session =
        devTools
            .call(
                WHOLE_BROWSER, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
    Page page = new Page(devTools, session);
    page.visit(address);
    return page;
  }

  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    devTools.call(WHOLE_BROWSER, "Browser.close", Map.of());
    devTools.close();
    all.forEach(Browser::awaitEnd);
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The profile " + profile + " could not be deleted", e);
    }
  }

  private static void awaitEnd(ProcessHandle part) {
    try {
      part.onExit().get(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      part.destroyForcibly();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Process " + part.pid() + " cannot be waited for", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted while the browser ended", e);
    }
  }

  private static String named() {
    return System.getProperty("limp.chromium", "");
  }

  private static Optional<Path> find() {
    if (!named().isBlank()) { // "none" is no file either
      return Optional.of(Path.of(named())).filter(Files::isExecutable);
    }
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static List<String> command(Path chromium, Path profile, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                chromium.toString(),
                "--headless=new",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "--lang=en-GB",
                "--window-size=1280,800",
                "--hide-scrollbars",
                "--disable-gpu",
                "--disable-dev-shm-usage", // containers have little of it
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-extensions",
                "--disable-sync",
                "--no-default-browser-check",
                "--no-first-run"));
    if (System.getProperty("user.name").equals("root")) {
      command.add("--no-sandbox"); // Chromium refuses to start as root otherwise
    }
    command.addAll(List.of(options));
    return command;
  }

  /** Waits for the browser to say where it listens; what else it says is told when it does not. */
  private static URI address(Process process) {
    CompletableFuture<URI> address = new CompletableFuture<>();
    Thread.ofVirtual().name("chromium says").start(() -> read(process, address));
    try {
      return address.get(DevTools.DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      throw new AssertionError("The browser did not start", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted while the browser started", e);
    }
  }

  /** To the end, or the browser would block on a full pipe. */
  private static void read(Process process, CompletableFuture<URI> address) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.errorReader()) {
      String line;
      while ((line = lines.readLine()) != null) {
        if (line.startsWith(LISTENS)) {
          address.complete(URI.create(line.substring(LISTENS.length()).strip()));
        } else if (!address.isDone()) {
          said.append(line).append('\n');
        }
      }
      address.completeExceptionally(new IOException("It ended, and said:\n" + said));
    } catch (IOException e) {
      address.completeExceptionally(e);
    }
  }
}
