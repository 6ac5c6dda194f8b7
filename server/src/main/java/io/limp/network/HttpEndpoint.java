package io.limp.network;

import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.Codes;
import io.limp.call.HttpCalls;
import io.limp.call.Request.Origin;
import io.limp.call.Request.Transport;
import io.limp.data.DataUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /module/method/id/var}: wire contract 1.9. */
final class HttpEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);
  private static final String BEARER = "Bearer ";

  private final HttpCalls calls;
  private final FileAnswer files;

  HttpEndpoint(HttpCalls calls, FileAnswer files) {
    this.calls = calls;
    this.files = files;
  }

  /**
   * @param path the four segments
   */
  void handle(List<String> path, Request request, Response response, Callback callback) {
    if (!request.getMethod().equals("GET")) {
      JsonAnswer.NOT_A_GET_METHOD.write(response, callback);
      return;
    }
    Thread.startVirtualThread(
        () -> {
          try {
            answer(path, request, response, callback);
          } catch (Refusal refusal) {
            JsonAnswer.of(refusal).write(response, callback);
          } catch (DataUnavailable e) {
            LOG.warn("{}", e.getMessage());
            if (response.isCommitted()) {
              callback.failed(e);
            } else {
              JsonAnswer.of(Codes.dataUnavailable()).write(response, callback);
            }
          } catch (IOException e) {
            LOG.debug("{} not answered: {}", path, e.toString());
            callback.failed(e);
          } catch (RuntimeException | Error e) {
            LOG.error("GET {}/{} failed", path.get(0), path.get(1), e);
            if (response.isCommitted()) {
              callback.failed(e);
            } else {
              JsonAnswer.OUR_FAULT.write(response, callback);
            }
          }
        });
  }

  private void answer(List<String> path, Request request, Response response, Callback callback)
      throws IOException {
    Origin origin = WebSocketEndpoint.origin(request, Transport.HTTP_GET);
    Optional<String> bearer = bearer(request.getHeaders());
    String module = path.get(0).toLowerCase(Locale.ROOT);
    String method = path.get(1).toLowerCase(Locale.ROOT);
    Reply reply = calls.get(origin, bearer, module, method, path.get(2), path.get(3));
    switch (reply) {
      case Reply.Result result ->
          write(200, JsonAnswer.TYPE, utf8(result.message()), response, callback);
      case Reply.Bytes bytes -> {
        ContentHeaders.put(response.getHeaders(), bytes.name(), bytes.type());
        ContentHeaders.putCaching(response.getHeaders(), bearer.isPresent());
        response.setStatus(200);
        response.write(true, ByteBuffer.wrap(bytes.content()), callback);
      }
      case Reply.Content content ->
          files.write(content.file(), bearer.isPresent(), request, response, callback);
      case Reply.Thumbnail thumbnail ->
          files.write(thumbnail, bearer.isPresent(), request, response, callback);
      case Reply.NotFound notFound -> JsonAnswer.CONTENT_NOT_FOUND.write(response, callback);
      case Reply.Empty empty -> {
        response.setStatus(204);
        callback.succeeded();
      }
      case Reply.Found _,
          Reply.Created _,
          Reply.CreatedDoc _,
          Reply.Updated _,
          Reply.NothingToUpdate _,
          Reply.Deleted _,
          Reply.SignedIn _,
          Reply.SignedOut _,
          Reply.Replies _ ->
          throw new IllegalStateException(
              "%s/%s answers %s, which has no form over HTTP"
                  .formatted(module, method, reply.getClass().getSimpleName()));
    }
  }

  private static void write(
      int status, String type, byte[] body, Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /**
   * The session that the request names. A credential that cannot be read is refused: it never means
   * "anonymous".
   */
  private static Optional<String> bearer(HttpFields headers) {
    String authorization = headers.get(HttpHeader.AUTHORIZATION);
    if (authorization != null) {
      if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
          || authorization.indexOf(':') < 0) {
        throw Refusal.of(
            400,
            "CORE_REQ_INVALID_AUTHORIZATION",
            "The Authorization header is not 'Bearer <session id>:<token>'.");
      }
      return Optional.of(authorization.substring(BEARER.length()).trim());
    }
    String user = headers.get("X-Auth-Bearer");
    String token = headers.get("X-Auth-Token");
    if (user == null && token == null) {
      return Optional.empty();
    }
    if (user == null || token == null) {
      throw Refusal.of(
          400,
          "CORE_REQ_INVALID_XAUTH",
          "One 'X-Auth' headers was set but not the other."); // the contract's own words
    }
    return Optional.of(user + ":" + token);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
