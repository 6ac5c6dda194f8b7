package io.limp.network;

import io.limp.api.MethodSpec.Reach;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.CallDeadline;
import io.limp.call.Codes;
import io.limp.call.HttpBody;
import io.limp.call.HttpCall;
import io.limp.call.HttpCalls;
import io.limp.call.HttpText;
import io.limp.call.ReadBody;
import io.limp.call.Request.Origin;
import io.limp.call.Request.Transport;
import io.limp.data.DataUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET} and {@code POST /module/method/arg/arg...}: wire contract 1.9 and 2.7. */
final class HttpEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);

  /** More is worth a broken connection. */
  private static final long LINGER_BYTES = 16 << 20;

  private static final Duration LINGER = Duration.ofSeconds(10);

  private final HttpCalls calls;
  private final FileAnswer files;
  private final CrossOrigin crossOrigin;
  private final ReceiveBudget budget;

  HttpEndpoint(HttpCalls calls, FileAnswer files, CrossOrigin crossOrigin, ReceiveBudget budget) {
    this.calls = calls;
    this.files = files;
    this.crossOrigin = crossOrigin;
    this.budget = budget;
  }

  /**
   * @param path its segments
   */
  void handle(List<String> path, Request request, Response response, Callback callback) {
    List<String> allowed = calls.methods(path);
    if (crossOrigin.answers(request, allowed, response, callback)) {
      return;
    }
    String method = request.getMethod();
    if (!allowed.contains(method)) {
      // Of four segments, as level 1 has it: docs/decisions/0017.
      JsonAnswer answer =
          allowed.isEmpty() && path.size() != 4 ? JsonAnswer.NO_SUCH_PATH : JsonAnswer.NOT_ALLOWED;
      answer.allow(allowed, response).write(response, callback);
      return;
    }
    Thread.startVirtualThread(
        () -> {
          try {
            answer(path, request, response, callback);
          } catch (Refusal refusal) {
            JsonAnswer.of(refusal)
                .allow(allowed, response)
                .write(response, get(request) ? callback : lingering(request, callback));
          } catch (DataUnavailable e) {
            LOG.warn("{}", e.getMessage());
            fail(JsonAnswer.of(Codes.dataUnavailable()), e, response, callback);
          } catch (CallDeadline.TooLate e) {
            LOG.debug("{} was answered by another thread", path);
          } catch (IOException | ReadBody.BrokenOff e) {
            LOG.debug("{} not answered: {}", path, e.toString());
            callback.failed(e);
          } catch (RuntimeException | Error e) {
            LOG.error("{} /{} failed", method, String.join("/", path), e);
            fail(JsonAnswer.OUR_FAULT, e, response, callback);
          }
        });
  }

  private static boolean get(Request request) {
    return request.getMethod().equals("GET");
  }

  /**
   * When the answer is written, reads on for a while, so that a client that is still sending finds
   * the answer rather than a broken connection.
   */
  private static Callback lingering(Request request, Callback callback) {
    return Callback.from(
        () ->
            Thread.startVirtualThread(
                () -> {
                  RequestBody.drain(request, LINGER_BYTES, LINGER);
                  callback.succeeded();
                }),
        callback::failed);
  }

  private static void fail(
      JsonAnswer answer, Throwable reason, Response response, Callback callback) {
    if (response.isCommitted()) {
      callback.failed(reason);
    } else {
      answer.write(response, callback);
    }
  }

  private void answer(List<String> path, Request request, Response response, Callback callback)
      throws IOException {
    boolean get = get(request);
    Origin origin =
        WebSocketEndpoint.origin(request, get ? Transport.HTTP_GET : Transport.HTTP_POST);
    Optional<HttpCall.Credential> credential = Credentials.of(request.getHeaders());
    try (RequestBody body = new RequestBody(request, budget)) {
      Reply reply =
          calls.call(
              new HttpCall(
                  origin,
                  get ? Reach.GET : Reach.POST,
                  path,
                  credential,
                  get ? HttpBody.NONE : body),
              late -> JsonAnswer.of(late).write(response, callback));
      write(reply, credential.isPresent(), request, response, callback);
    }
  }

  private void write(
      Reply reply, boolean forOneSession, Request request, Response response, Callback callback)
      throws IOException {
    switch (reply) {
      case Reply.Text(String text, String type) -> text(type, text, response, callback);
      case Reply.Bytes bytes -> {
        HttpFields.Mutable headers = response.getHeaders();
        ContentHeaders.put(headers, bytes.name(), bytes.type());
        if (request.getMethod().equals("GET")) {
          ContentHeaders.putCaching(headers, forOneSession);
        }
        response.setStatus(200);
        response.write(true, ByteBuffer.wrap(bytes.content()), callback);
      }
      case Reply.Content content ->
          files.write(content.file(), forOneSession, request, response, callback);
      case Reply.Thumbnail thumbnail ->
          files.write(thumbnail, forOneSession, request, response, callback);
      case Reply.NotFound(String message) -> JsonAnswer.of(404, message).write(response, callback);
      case Reply.Empty _ -> {
        response.setStatus(204);
        callback.succeeded();
      }
      case Reply.Result _,
          Reply.Found _,
          Reply.Created _,
          Reply.CreatedDoc _,
          Reply.Updated _,
          Reply.NothingToUpdate _,
          Reply.Deleted _,
          Reply.SignedIn _,
          Reply.SignedOut _,
          Reply.Replies _ ->
          text(JsonAnswer.TYPE, HttpText.of(reply), response, callback);
    }
  }

  private static void text(String type, String text, Response response, Callback callback) {
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    if (!type.equals(JsonAnswer.TYPE)) {
      response.getHeaders().put("Content-Security-Policy", "sandbox"); // a text, not a page of ours
    }
    // It is an answer to who asked, at the moment when they asked.
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
  }
}
