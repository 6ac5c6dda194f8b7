package io.limp.golden;

import static io.limp.golden.Corrections.argsOf;
import static io.limp.golden.Corrections.refused;
import static io.limp.golden.Corrections.with;
import static io.limp.golden.Corrections.withArgs;

import io.limp.golden.Recording.Sent;
import io.limp.testing.TestApp;
import io.limp.testing.Wire;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What this server answers otherwise than the original of level 6 in the chapter on HTTP. */
final class Level6HttpCorrections {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String IS_JSON = "2.7: what is JSON says so";
  private static final String NOT_ALLOWED = "5.10: the body says what happened";

  private static final String DELETED = "5.6: delete_file has deleted it";

  private Level6HttpCorrections() {}

  static Corrections of(Recording recording) {
    Predicate<String> notFound = is(404, "404 NOT FOUND");
    Predicate<String> notAllowed = is(405, "METHOD NOT ALLOWED");
    return new Corrections(recording)
        .row("session/auth", "the chapters before have signed in", Level6HttpCorrections::signedIn)
        .row(
            "file/upload missing keys",
            "6: 400 for malformed input",
            refused(400, "CORE_FILE_INVALID_ATTR"))
        .row(
            "file/upload chunk 2 first",
            "6: 400 for malformed input",
            sent ->
                withArgs(
                    refused(400, "CORE_FILE_INVALID_CHUNK").apply(sent),
                    Wire.doc("attr", "chunk", "value", "2")))
        .row("create_file", "5.6: it works", Level6HttpCorrections::updated)
        .row("delete_file", "5.6: it works", Level6HttpCorrections::updated)
        .http(
            "retrieve_file thumb",
            "2.6: the same proportions and format; every encoder has its own bytes",
            200,
            "image/png",
            body -> body.startsWith("\ufffdPNG") && body.charAt(19) == 2 && body.charAt(23) == 2)
        .http(
            "retrieve_file bad thumb",
            "5.12: what is no size is refused",
            400,
            JSON,
            Level6HttpCorrections::hasAttr)
        .http("retrieve_file list attr", DELETED, 404, JSON, notFound)
        .http("retrieve_file thumb of non-image", DELETED, 404, JSON, notFound)
        .http("retrieve_file dotted attr", IS_JSON, 404, JSON, notFound)
        .http("retrieve_file wrong name", IS_JSON, 404, JSON, notFound)
        .http("retrieve_file wrong attr", IS_JSON, 404, JSON, notFound)
        .http(
            "retrieve_file forbidden (user: __sys)",
            "2.10: users have no files, and no such method",
            404,
            JSON,
            notFound)
        .http("root", IS_JSON, 200, JSON, body -> body.contains("Welcome to LIMP!"))
        .http("unknown path", IS_JSON, 404, JSON, notFound)
        .http("get_json upper case", IS_JSON, 404, JSON, notFound)
        .http("read method is not a route", IS_JSON, 404, JSON, notFound)
        .http("get_404", "5.10: the method's own words", 404, JSON, is(404, "nothing"))
        .http("POST root", NOT_ALLOWED, 405, JSON, notAllowed)
        .http("POST to GET route", NOT_ALLOWED, 405, JSON, notAllowed)
        .http("HEAD", NOT_ALLOWED, 405, JSON, String::isEmpty)
        .http("OPTIONS", NOT_ALLOWED, 405, JSON, notAllowed)
        .http("post_echo GET", NOT_ALLOWED, 405, JSON, notAllowed)
        .http("post_echo bad json", "6: 400 for malformed input", 400, JSON, hasCode("BODY"))
        .http("post_echo array", "6: 400 for malformed input", 400, JSON, hasCode("BODY"))
        .http(
            "x-auth both",
            "5.5: it names the session",
            200,
            JSON,
            body -> body.contains("\"user\":\"" + TestApp.ADMIN_ID + '"'))
        .http("x-auth only one", "6: 400 with a code", 400, JSON, hasCode("XAUTH"))
        .http(
            "GET /ws without upgrade",
            "a library's text page",
            400,
            "text/plain; charset=utf-8",
            body -> body.contains("websocket"));
  }

  private static Map<String, @Nullable Object> signedIn(Sent sent) {
    Map<String, @Nullable Object> session = Wire.object(argsOf(sent).get("session"), sent);
    Wire.object(session.get("user"), sent).put("login_time", LiveValues.ANYTHING);
    return with(sent, Wire.doc("session", session));
  }

  /** The document of the staff member that was created before. */
  private static Map<String, @Nullable Object> updated(Sent sent) {
    List<?> query = (List<?>) Objects.requireNonNull(sent.payload().orElseThrow().get("query"));
    Object id = Wire.object(query.getFirst(), sent).get("_id");
    return Corrections.frame(
        200,
        "Updated 1 docs.",
        Wire.doc("count", 1L, "docs", List.of(Wire.doc("_id", id)), "call_id", sent.callId()));
  }

  private static boolean hasAttr(String body) {
    return body.contains("\"code\":\"SPIKE_STAFF_INVALID_ATTR\"") && body.contains("axb");
  }

  private static Predicate<String> is(int status, String msg) {
    return body -> Wire.object(body).equals(Wire.doc("status", (long) status, "msg", msg));
  }

  private static Predicate<String> hasCode(String what) {
    return body -> body.contains("\"code\":\"CORE_REQ_INVALID_" + what + '"');
  }
}
