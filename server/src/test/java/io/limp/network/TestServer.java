package io.limp.network;

import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.HttpCall;
import io.limp.call.HttpCalls;
import io.limp.data.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A real server on a free port, with small conversations behind it. */
final class TestServer implements AutoCloseable {
  final EchoConversations conversations = new EchoConversations();
  final ReceiveBudget budget;
  final WebServer web;
  private final boolean secure;

  static final class Setup {
    private Optional<Tls> tls = Optional.empty();
    private Set<String> origins = Set.of();
    private HttpCalls calls =
        new PathsOfFour(
            request -> {
              throw Refusal.of(405, "CORE_REQ_INVALID_METHOD", "No such method.");
            });
    private FileStore files = new FolderStore(Path.of("nowhere"));
    private Supplier<Optional<String>> modules = Optional::empty;
    private Patience patience =
        new Patience(
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMinutes(1),
            Duration.ofSeconds(5));
    private long budget = 256 << 20;

    Setup tls(Tls how) {
      tls = Optional.of(how);
      return this;
    }

    Setup origins(String... allowed) {
      origins = Set.of(allowed);
      return this;
    }

    /** Of paths of four parts. */
    Setup calls(Function<HttpCall, Reply> answer) {
      calls = new PathsOfFour(answer);
      return this;
    }

    Setup files(FileStore store) {
      files = store;
      return this;
    }

    Setup modules(Supplier<Optional<String>> json) {
      modules = json;
      return this;
    }

    Setup patience(Patience limits) {
      patience = limits;
      return this;
    }

    Setup budget(long bytes) {
      budget = bytes;
      return this;
    }

    TestServer start() {
      return new TestServer(this);
    }
  }

  private TestServer(Setup setup) {
    secure = setup.tls.isPresent();
    budget = new ReceiveBudget(setup.budget);
    web =
        new WebServer(
            new Listen("127.0.0.1", 0, setup.tls, setup.origins),
            conversations,
            setup.calls,
            setup.files,
            setup.modules,
            setup.patience,
            budget);
    web.start();
  }

  static TestServer start() {
    return new Setup().start();
  }

  String http(String path) {
    return (secure ? "https" : "http") + "://localhost:" + web.port() + path;
  }

  String ws() {
    return (secure ? "wss" : "ws") + "://localhost:" + web.port() + "/ws";
  }

  @Override
  public void close() {
    conversations.goOn.countDown();
    conversations.goOnAgain.countDown();
    web.close();
  }

  /** Waits for something that another thread brings about. */
  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not within 20 s: " + what);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** Files in a folder, by their hash. */
  record FolderStore(Path folder) implements FileStore {
    @Override
    public Stored put(InputStream content) throws IOException {
      byte[] bytes = content.readAllBytes();
      try {
        String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        Files.write(folder.resolve(hash), bytes);
        return new Stored(hash, bytes.length);
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Incoming receive() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SeekableByteChannel> open(String hash) throws IOException {
      Path file = folder.resolve(hash);
      return Files.exists(file) ? Optional.of(Files.newByteChannel(file)) : Optional.empty();
    }

    @Override
    public Stream<Kept> list() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(String hash, Instant putBefore) {
      throw new UnsupportedOperationException();
    }
  }
}
