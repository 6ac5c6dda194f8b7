package io.limp.browser;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * The Chrome DevTools Protocol over one websocket: commands wait for their answers, events go to
 * whoever listens to their target.
 */
final class DevTools implements AutoCloseable {
  /** Generous: test machines are busy, and a browser that answers at all does so sooner. */
  static final Duration DEADLINE = Duration.ofSeconds(30);

  /** The browser itself, where commands to one of its pages name the page's session. */
  static final String WHOLE_BROWSER = "";

  /** Frames of the page are among the events, and a frame may hold a whole photo. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final Map<String, BiConsumer<String, JsonNode>> listeners = new ConcurrentHashMap<>();
  private final AtomicInteger commands = new AtomicInteger();
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;

  DevTools(URI address) {
    socket = http.newWebSocketBuilder().buildAsync(address, new Incoming()).join();
  }

  /** Hears the events of that session, on the thread that reads: it must not block or call. */
  void listen(String session, BiConsumer<String, JsonNode> listener) {
    listeners.put(session, listener);
  }

  /**
   * Sends a command and waits for its result.
   *
   * @throws Refused when the browser does not do it
   */
  JsonNode call(String session, String method, Map<String, ?> params) {
    int id = commands.incrementAndGet();
    Map<String, Object> command = new HashMap<>();
    command.put("id", id);
    command.put("method", method);
    command.put("params", params);
    if (!session.equals(WHOLE_BROWSER)) {
      command.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answered = new CompletableFuture<>();
    waiting.put(id, answered);
    try {
      String text = JSON.writeValueAsString(command);
      synchronized (socket) { // it takes one message at a time
        socket.sendText(text, true).join();
      }
      JsonNode answer = answered.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
      if (answer.has("error")) {
        throw new Refused(method + ": " + answer.path("error").path("message").asText());
      }
      return answer.path("result");
    } catch (TimeoutException e) {
      throw new AssertionError(method + " was not answered within " + DEADLINE, e);
    } catch (ExecutionException e) {
      throw new AssertionError(method + " will not be answered", e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted during " + method, e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not JSON: " + params, e);
    } finally {
      waiting.remove(id);
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }

  /** The browser said no; the message says why. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  private final class Incoming implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        String text = message.toString();
        message.setLength(0);
        receive(text);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      gone(new IllegalStateException("The browser hung up: " + code + " " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      gone(error);
    }

    private void receive(String text) {
      JsonNode got;
      try {
        got = JSON.readTree(text);
      } catch (JsonProcessingException e) {
        gone(e);
        return;
      }
      if (got.has("id")) {
        CompletableFuture<JsonNode> answered = waiting.get(got.path("id").asInt());
        if (answered != null) {
          answered.complete(got);
        }
        return;
      }
      BiConsumer<String, JsonNode> listener = listeners.get(got.path("sessionId").asText());
      if (listener != null) {
        listener.accept(got.path("method").asText(), got.path("params"));
      }
    }

    private void gone(Throwable why) {
      waiting.values().forEach(answered -> answered.completeExceptionally(why));
    }
  }
}
