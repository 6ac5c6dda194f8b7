package io.limp.gateway;

import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * How Twilio's library reaches Twilio, for one attempt: by the JDK's client, within a time limit,
 * and once. The library's own sends a message three times that is answered with 500.
 */
final class TwilioHttp extends HttpClient {
  private static final long LONGEST_PAUSE_SECONDS = Duration.ofHours(1).toSeconds();

  private final java.net.http.HttpClient http;
  private final URI base;
  private final Duration patience;
  private @Nullable Exception failure;
  private @Nullable HttpResponse<String> answer;

  /**
   * @param base takes the place of {@code https://api.twilio.com}
   */
  TwilioHttp(java.net.http.HttpClient http, URI base, Duration patience) {
    this.http = http;
    this.base = base;
    this.patience = patience;
  }

  @Override
  public Response reliableRequest(Request request, int[] codes, int times, long pause) {
    return makeRequest(request);
  }

  @Override
  @SuppressWarnings("NullAway") // null is how the library hears that nobody answered
  public Response makeRequest(Request request) {
    try {
      answer = http.send(toJdk(request), HttpResponse.BodyHandlers.ofString());
      return new Response(answer.body(), answer.statusCode());
    } catch (IOException e) {
      failure = e;
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = e;
      return null;
    }
  }

  private HttpRequest toJdk(Request request) {
    URI asked = URI.create(request.constructURL().toString());
    String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(base.resolve(asked.getRawPath() + query)).timeout(patience);
    if (request.requiresAuthentication()) {
      builder.header("Authorization", request.getAuthString());
    }
    for (Map.Entry<String, List<String>> header : request.getHeaderParams().entrySet()) {
      header.getValue().forEach(value -> builder.header(header.getKey(), value));
    }
    if (request.getMethod() == HttpMethod.POST) {
      builder
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(
              HttpRequest.BodyPublishers.ofString(
                  request.encodeFormBody(), StandardCharsets.UTF_8));
    }
    return builder.header("Accept", "application/json").build();
  }

  /** False when no connection was made, so that Twilio has seen nothing of the message. */
  boolean reached() {
    return !(failure instanceof ConnectException
        || failure instanceof HttpConnectTimeoutException
        || failure instanceof SSLHandshakeException);
  }

  /** What went wrong with the connection. */
  String failure() {
    return failure == null || failure.getMessage() == null
        ? String.valueOf(failure)
        : failure.getMessage();
  }

  /** The status of the answer; 0 when there was none. */
  int status() {
    return answer == null ? 0 : answer.statusCode();
  }

  /** How long Twilio wants to be left alone. */
  Optional<Duration> pause() {
    if (answer == null) {
      return Optional.empty();
    }
    try {
      OptionalLong seconds = answer.headers().firstValueAsLong("Retry-After");
      return seconds.isPresent() && seconds.getAsLong() > 0
          ? Optional.of(Duration.ofSeconds(Math.min(seconds.getAsLong(), LONGEST_PAUSE_SECONDS)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty(); // a date: our own pauses will do
    }
  }
}
