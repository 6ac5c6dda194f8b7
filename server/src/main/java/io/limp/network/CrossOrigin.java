package io.limp.network;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Which pages' scripts may call, over the websocket and by POST: docs/decisions/0003. Browsers ask
 * before a POST with JSON or with a credential (a preflight of the Fetch standard).
 */
final class CrossOrigin {
  private static final String REQUEST_METHOD = "Access-Control-Request-Method";
  private static final String HEADERS = "Content-Type, Authorization, X-Auth-Bearer, X-Auth-Token";

  /** Browsers keep the answer for so many seconds; Chromium for not more than that. */
  private static final String MAX_AGE = "7200";

  private final Set<String> origins;

  /**
   * @param origins of pages that may call; none: all may
   */
  CrossOrigin(Set<String> origins) {
    this.origins = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    this.origins.addAll(origins);
  }

  /** True when the page that a request comes from may not call; programs have none. */
  boolean isForeign(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    return origin != null && !origins.isEmpty() && !origins.contains(origin);
  }

  /**
   * Answers a preflight, and whatever may change something from a foreign page; false: the request
   * is to be answered as any other.
   *
   * @param allowed the HTTP methods by which its path is reached
   */
  boolean answers(Request request, List<String> allowed, Response response, Callback callback) {
    HttpFields headers = request.getHeaders();
    boolean preflight =
        request.getMethod().equals("OPTIONS")
            && headers.contains(HttpHeader.ORIGIN)
            && headers.contains(REQUEST_METHOD);
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    if (isForeign(request) && !reads) {
      refuse(request, response, callback);
      return true;
    }
    if (!preflight || allowed.isEmpty()) {
      return false;
    }
    HttpFields.Mutable answer = response.getHeaders();
    answer.put("Access-Control-Allow-Methods", String.join(",", allowed));
    answer.put("Access-Control-Allow-Headers", HEADERS);
    answer.put("Access-Control-Max-Age", MAX_AGE);
    answer.put(HttpHeader.VARY, "Origin, Access-Control-Request-Method");
    response.setStatus(204);
    callback.succeeded();
    return true;
  }

  static void refuse(Request request, Response response, Callback callback) {
    JsonAnswer.of(
            403,
            "CORE_CONN_FOREIGN_ORIGIN",
            "Pages of " + request.getHeaders().get(HttpHeader.ORIGIN) + " may not connect here.")
        .write(response, callback);
  }
}
