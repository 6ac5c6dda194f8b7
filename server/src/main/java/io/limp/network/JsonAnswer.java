package io.limp.network;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.limp.api.Refusal;
import io.limp.call.HttpText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A short answer over HTTP.
 *
 * @param status of HTTP, and repeated in the body
 * @param body JSON
 */
record JsonAnswer(int status, String body) {
  static final String TYPE = "application/json; charset=utf-8";

  static final JsonAnswer CONTENT_NOT_FOUND = of(404, "Requested content not found.");
  static final JsonAnswer NO_SUCH_PATH = of(404, "404 NOT FOUND");
  static final JsonAnswer NOT_ALLOWED =
      new JsonAnswer(405, "{\"status\": 405, \"msg\": \"METHOD NOT ALLOWED\"}");
  static final JsonAnswer OUR_FAULT = of(500, "CORE_SERVER_ERROR", "An unexpected error occurred.");

  static JsonAnswer of(int status, String sentence) {
    return new JsonAnswer(status, "{\"status\":" + status + ",\"msg\":" + quoted(sentence) + "}");
  }

  static JsonAnswer of(int status, String code, String sentence) {
    return new JsonAnswer(
        status,
        "{\"status\":"
            + status
            + ",\"msg\":"
            + quoted(sentence)
            + ",\"args\":{\"code\":"
            + quoted(code)
            + "}}");
  }

  static JsonAnswer of(Refusal refusal) {
    return refusal.status() == 405
        ? NOT_ALLOWED
        : new JsonAnswer(refusal.status(), HttpText.of(refusal));
  }

  /** The same, when it says by which HTTP methods the path is reached. */
  JsonAnswer allow(List<String> methods, Response response) {
    if (status == 405) {
      response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", methods));
    }
    return this;
  }

  void write(Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPE);
    if (status == 429) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "60"); // quotas count over a sliding minute
    }
    response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
