package io.limp.messages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** What Twilio is to its clients: takes messages, or does something else if it was told to. */
public final class TwilioDouble implements AutoCloseable {
  public static final String ACCOUNT = "AC00000000000000000000000000000001";
  public static final String TOKEN = "s3cret-token";
  public static final String FROM = "+15005550006";

  /** What it does with a message. */
  public enum Does {
    TAKE,
    TAKE_AND_CLOSE,
    TAKE_AND_HANG,
    REFUSE_400,
    REFUSE_429,
    FAIL_500,
    HANG,
    CLOSE
  }

  /**
   * A request as it came.
   *
   * @param form of its body, or of its query
   */
  public record Asked(String method, String path, String auth, Map<String, String> form) {}

  /** As Twilio writes it: {@code Wed, 18 Aug 2021 17:26:00 +0000}. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private final HttpServer server;
  private final InstantSource clock;
  private final Queue<Does> script = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Queue<CountDownLatch> watchers = new ConcurrentLinkedQueue<>();

  public TwilioDouble(InstantSource clock) {
    this.clock = clock;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What it does with the next messages; those after them it takes. */
  public TwilioDouble then(Does... next) {
    script.addAll(List.of(next));
    return this;
  }

  /** The attempts to send. */
  public List<Asked> posts() {
    return asked.stream().filter(each -> each.method().equals("POST")).toList();
  }

  /** How many messages it has taken, and would bring to a telephone. */
  public int taken() {
    return taken.size();
  }

  /** Opened at the next request. */
  public CountDownLatch nextRequest() {
    CountDownLatch latch = new CountDownLatch(1);
    watchers.add(latch);
    return latch;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String body =
        method.equals("GET")
            ? String.valueOf(exchange.getRequestURI().getRawQuery())
            : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form = form(body);
    asked.add(
        new Asked(
            method,
            exchange.getRequestURI().getPath(),
            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
            form));
    for (CountDownLatch each = watchers.poll(); each != null; each = watchers.poll()) {
      each.countDown();
    }
    if (method.equals("GET")) {
      list(exchange, form);
      return;
    }
    Does does = script.isEmpty() ? Does.TAKE : script.remove();
    switch (does) {
      case TAKE -> reply(exchange, 201, take(form));
      case TAKE_AND_CLOSE -> {
        take(form);
        exchange.close();
      }
      case TAKE_AND_HANG -> {
        take(form);
        hang(exchange);
      }
      case REFUSE_400 ->
          reply(
              exchange,
              400,
              """
              {"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400}\
              """);
      case REFUSE_429 -> {
        exchange.getResponseHeaders().add("Retry-After", "120");
        reply(exchange, 429, "{\"code\": 20429, \"message\": \"Too Many Requests\"}");
      }
      case FAIL_500 -> reply(exchange, 500, "{\"code\": 20500, \"message\": \"Internal\"}");
      case HANG -> hang(exchange);
      case CLOSE -> exchange.close();
    }
  }

  private void hang(HttpExchange exchange) {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private String take(Map<String, String> form) {
    String sid = "SM%032x".formatted(taken.size() + 1);
    String message =
        """
        {"sid": "%s", "account_sid": "%s", "status": "queued", "to": "%s", "from": "%s",
         "body": "%s", "date_created": "%s", "direction": "outbound-api"}\
        """
            .formatted(
                sid,
                ACCOUNT,
                form.get("To"),
                form.get("From"),
                form.get("Body"),
                DATE.format(clock.instant().atOffset(ZoneOffset.UTC)));
    taken.add(message);
    return message;
  }

  private void list(HttpExchange exchange, Map<String, String> form) throws IOException {
    List<String> found =
        taken.stream().filter(each -> each.contains("\"to\": \"" + form.get("To") + '"')).toList();
    reply(
        exchange,
        200,
        """
        {"page": 0, "page_size": 100, "uri": "/", "messages": [%s]}\
        """
            .formatted(String.join(",", found)));
  }

  private static void reply(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
    }
    return form;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
