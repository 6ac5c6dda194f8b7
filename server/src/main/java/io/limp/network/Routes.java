package io.limp.network;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends a request to its handler by its path. Nothing here blocks; what may block goes to a virtual
 * thread.
 */
final class Routes extends Handler.Abstract.NonBlocking {
  private final WebSocketEndpoint websocket;
  private final ConsoleFiles console;
  private final HttpEndpoint http;

  Routes(WebSocketEndpoint websocket, ConsoleFiles console, HttpEndpoint http) {
    this.websocket = websocket;
    this.console = console;
    this.http = http;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Optional<List<String>> path = RequestPath.segments(request.getHttpURI().getPath());
    if (path.isEmpty()) {
      JsonAnswer.of(400, "CORE_REQ_INVALID_PATH", "The path is not made of percent-encoded UTF-8.")
          .write(response, callback);
      return true;
    }
    List<String> segments = path.get();
    String first = segments.isEmpty() ? "" : segments.getFirst();
    if (first.equals("ws") && segments.size() == 1) {
      websocket.handle(request, response, callback);
    } else if (segments.isEmpty() || first.equals("console")) {
      console.handle(segments, request, response, callback);
    } else if (first.equals("reference") && segments.size() == 2) {
      http.handle(referenceFile(segments.getLast()), request, response, callback);
    } else {
      http.handle(segments, request, response, callback);
    }
    return true;
  }

  /** {@code /reference/openapi.json} stands for the method of the module with that name. */
  private static List<String> referenceFile(String name) {
    return List.of("reference", "file", name.isEmpty() ? "README.md" : name);
  }
}
