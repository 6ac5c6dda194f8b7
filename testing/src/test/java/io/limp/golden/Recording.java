package io.limp.golden;

import io.limp.testing.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with an original server, as it was recorded.
 *
 * @param name of its file
 * @param steps in order
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are only read here, never compared
record Recording(String name, List<Step> steps) {
  /** What a client did, and what came of it. */
  sealed interface Step {}

  /** A connection was opened, and greeted. */
  record Open(String conn, Map<String, @Nullable Object> greeting) implements Step {}

  record Close(String conn) implements Step {}

  /** The server closed the connection, with that code. */
  record Closed(String conn, int code) implements Step {}

  /**
   * A frame was sent.
   *
   * @param at seconds since the recording's start
   * @param sent as it is; empty: the binary one
   * @param payload of the token that was sent, where it was one
   * @param answers none, one, or, by a fault of the original, several
   */
  record Sent(
      String label,
      String conn,
      double at,
      Optional<String> sent,
      byte[] binary,
      Optional<Map<String, @Nullable Object>> payload,
      List<Map<String, @Nullable Object>> answers)
      implements Step {
    /** The call id that an answer echoes; null where none was sent. */
    @Nullable Object callId() {
      return call().map(call -> call.get("call_id")).orElse(null);
    }

    /** The call that was sent, plain or signed; empty: no JSON object, or a token that is none. */
    Optional<Map<String, @Nullable Object>> call() {
      if (payload.isPresent()) {
        return payload;
      }
      try {
        return Optional.of(Wire.object(sent.orElse("")));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    /** The call id beside the token, which level 6 sends; null where none was sent. */
    @Nullable Object outerCallId() {
      return Wire.object(sent.orElse("{}")).get("call_id");
    }

    Map<String, @Nullable Object> answer() {
      if (answers.isEmpty()) {
        throw new IllegalStateException("No answer was recorded: " + label);
      }
      return answers.getFirst();
    }
  }

  /**
   * A request over HTTP.
   *
   * @param answer empty: the original broke the connection off
   */
  record Requested(
      String label,
      String method,
      String path,
      Map<String, @Nullable Object> headers,
      String body,
      Optional<HttpAnswer> answer)
      implements Step {
    Requested answered(HttpAnswer by) {
      return new Requested(label, method, path, headers, body, Optional.of(by));
    }
  }

  record HttpAnswer(int status, List<List<String>> headers, byte[] body) {}

  /** Reads a file of the test's resources. */
  static Recording read(String level, String name) {
    String path = "/golden/" + level + "/" + name + ".jsonl";
    try (InputStream in = Objects.requireNonNull(Recording.class.getResourceAsStream(path), path)) {
      List<Step> steps = new ArrayList<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(Wire::object)
          .forEach(line -> add(steps, line));
      return new Recording(name, steps);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(List<Step> steps, Map<String, @Nullable Object> line) {
    String label = (String) line.get("label");
    String conn = (String) line.get("conn");
    String frame = (String) line.get("frame");
    switch ((String) line.get("dir")) {
      case "open" -> steps.add(new Open(conn, Wire.doc()));
      case "close" -> steps.add(new Close(conn));
      case "closed" -> steps.add(new Closed(conn, ((Number) line.get("code")).intValue()));
      case "c2s" ->
          steps.add(
              new Sent(
                  label,
                  conn,
                  ((Number) line.get("t")).doubleValue(),
                  Optional.ofNullable(frame),
                  bytes((String) line.get("binary")),
                  Optional.ofNullable(objectOrNull(line.get("jwt_payload"))),
                  new ArrayList<>()));
      case "s2c" -> {
        switch (steps.getLast()) {
          case Open open -> open.greeting().putAll(Wire.object(frame));
          case Sent sent -> sent.answers().add(Wire.object(frame));
          default -> throw new IllegalStateException("An answer to nothing: " + line);
        }
      }
      case "none" -> {} // that no answer came is seen by its absence
      case "http_req" ->
          steps.add(
              new Requested(
                  label,
                  (String) line.get("method"),
                  (String) line.get("url"),
                  Wire.object(line.get("headers"), line),
                  Objects.requireNonNullElse((String) line.get("body"), ""),
                  Optional.empty()));
      case "http_err" -> {}
      case "http_res" -> {
        Requested request = (Requested) steps.removeLast();
        steps.add(request.answered(httpAnswer(line)));
      }
      default -> throw new IllegalStateException("An unknown direction: " + line);
    }
  }

  @SuppressWarnings("unchecked") // the recorder wrote pairs of texts
  private static HttpAnswer httpAnswer(Map<String, @Nullable Object> line) {
    String body = (String) line.get("body");
    return new HttpAnswer(
        ((Number) line.get("status")).intValue(),
        (List<List<String>>) line.get("headers"),
        body == null
            ? bytes((String) line.get("body_b64"))
            : body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(@Nullable String base64) {
    return base64 == null ? new byte[0] : Base64.getDecoder().decode(base64);
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static @Nullable Map<String, @Nullable Object> objectOrNull(@Nullable Object value) {
    return (Map<String, @Nullable Object>) value;
  }

  /** The only frame that was sent under that label. */
  Sent sent(String label) {
    List<Sent> found =
        steps.stream()
            .filter(Sent.class::isInstance)
            .map(Sent.class::cast)
            .filter(sent -> sent.label().equals(label))
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " frames are labelled " + label);
    }
    return found.getFirst();
  }
}
