package io.limp.golden;

import static io.limp.golden.Corrections.argsOf;
import static io.limp.golden.Corrections.docsOf;
import static io.limp.golden.Corrections.firstAnswerOnly;
import static io.limp.golden.Corrections.forbidden;
import static io.limp.golden.Corrections.found;
import static io.limp.golden.Corrections.frame;
import static io.limp.golden.Corrections.invalidToken;
import static io.limp.golden.Corrections.refused;
import static io.limp.golden.Corrections.with;

import io.limp.golden.Recording.Sent;
import io.limp.testing.Wire;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What this server answers otherwise than the original of level 1: the label in the recording, the
 * clause of the wire contract that demands it ({@code 4.n}: the original's bug of that number;
 * {@code 6}: the table of what is done instead), and the right answer.
 */
@SuppressWarnings("UnnecessaryLambda") // a correction has a name, and reads as a word in the table
final class Level1Corrections {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String INVALID_FRAME = "CORE_REQ_INVALID_FRAME";

  private static final String ANON_IS_NOBODY = "6: the anonymous session belongs to ANON (4.1)";
  private static final String CALL_ID = "6: every answer carries its call_id (4.5)";
  private static final String MALFORMED = "6: 400 for malformed input (4.6)";
  private static final String ONE_ANSWER = "6: one call, one answer (4.4)";
  private static final String AT_ONCE = "6: signout reaches other connections at once (4.7)";
  private static final String CREATED_DOCS = "4.17: docs of a create are [{_id}]";
  private static final String BOTH_HOLD = "6: the client's _id and the forced _id must both hold";
  private static final String WORKS = "6: works at both levels";

  private Level1Corrections() {}

  static Corrections session(Recording recording) {
    return new Corrections(recording)
        .row("anon plain user/read {}", ANON_IS_NOBODY, forbidden())
        .row("anon plain session/read {}", ANON_IS_NOBODY + ", 4.2", forbidden())
        .row("anon JWT signed with __ANON", ANON_IS_NOBODY, forbidden())
        .row(
            "plain frame on an authed connection is still accepted",
            "0.5: an authenticated session's calls must be signed (4.3)",
            invalidToken())
        .rows(
            List.of("JWT signed with wrong key", "JWT expired", "JWT garbage"),
            "0.5 and " + CALL_ID,
            invalidToken())
        .row(
            "JWT alg none",
            "0.5 and " + CALL_ID,
            sent ->
                refusedWith(
                    403, "CORE_REQ_INVALID_TOKEN", "Request token is not accepted.", "none"))
        .row("session/read own", "4.2: no session but one's own, and no token", ownSession())
        .row(
            "reauth malformed id",
            "6: an _id that is none matches nothing (4.6)",
            refused(403, "CORE_SESSION_INVALID_SESSION", "Session is invalid."))
        .row("JWT call after signout, same connection", AT_ONCE, invalidToken())
        .row("plain call after signout, same connection", AT_ONCE, forbidden())
        .row("signout again", AT_ONCE, invalidToken())
        .row(
            "first connection still works after signout elsewhere",
            AT_ONCE,
            refused(403, "CORE_SESSION_INVALID_SESSION", "Session is invalid."));
  }

  private static Function<Sent, Map<String, @Nullable Object>> ownSession() {
    return sent -> {
      List<Map<String, @Nullable Object>> docs = docsOf(sent);
      Map<String, @Nullable Object> own = docs.getLast();
      own.remove("token");
      return found(sent, 1, List.of(own));
    };
  }

  /** The part of the second chapter that is the same for everybody. */
  private static Corrections protocolErrors(Recording recording) {
    return new Corrections(recording)
        .rows(
            List.of(
                "malformed JSON",
                "empty frame",
                "JSON array",
                "JSON string",
                "JSON number",
                "empty object",
                "no sid key",
                "query not an object",
                "query null",
                "doc null"),
            MALFORMED,
            refused(400, INVALID_FRAME))
        .rows(
            List.of(
                "no endpoint",
                "path with one part",
                "path with three parts",
                "empty path",
                "wrong module",
                "wrong method",
                "GET method over websocket"),
            ONE_ANSWER,
            firstAnswerOnly())
        .row(
            "method raises",
            "6: 500 only for our own faults, without detail",
            refused(500, "CORE_SERVER_ERROR", "Unexpected error has occured."))
        .row(
            "291 over websocket",
            "4.18, " + CALL_ID,
            sent -> with(sent, Wire.doc("call_id", sent.callId())));
  }

  static Corrections protocolErrorsAsAnonymous(Recording recording) {
    return protocolErrors(recording)
        .rows(
            List.of(
                "sid empty string",
                "no query/doc",
                "numeric call_id",
                "extra keys are ignored",
                "upper case endpoint",
                "_id malformed",
                "_id unknown",
                "still alive"),
            ANON_IS_NOBODY,
            forbidden())
        .row(
            "no call_id",
            ANON_IS_NOBODY + "; 1.2: call_id defaults to the empty text",
            sent ->
                refusedWith(
                    403,
                    "CORE_SESSION_FORBIDDEN",
                    "You don't have permissions to access this endpoint.",
                    ""));
  }

  static Corrections protocolErrorsAsAdmin(Recording recording) {
    return protocolErrors(recording)
        .row(
            "_id malformed",
            "6: an _id that is none matches nothing (4.6)",
            sent -> found(sent, 0, List.of()));
  }

  static Corrections query(Recording recording) {
    Corrections corrections = new Corrections(recording);
    for (int i = 0; i <= 5; i++) {
      corrections.row("create note " + i, CREATED_DOCS, createdId());
    }
    String falsy = "6: falsy values are compared as they are (4.11)";
    String times = "4.13: times are queried by their seconds";
    return corrections
        .rows(
            List.of("$limit as string", "strict:false on int attr"),
            MALFORMED,
            refused(400, "SPIKE_NOTE_INVALID_QUERY"))
        .row(
            "oper $bet",
            "6: $bet ANDed works (4.10)",
            notes(corrections, note -> number(note, "num") >= 10 && number(note, "num") <= 30))
        .row("val 0 is ignored", falsy, notes(corrections, note -> number(note, "num") == 0))
        .row(
            "val false is ignored",
            falsy,
            notes(corrections, note -> Boolean.FALSE.equals(note.get("flag"))))
        .row("val empty string is ignored", falsy, notes(corrections, note -> false))
        .row(
            "locale dotted",
            "4.12: the child of a locale",
            notes(corrections, note -> "Gamma".equals(note.get("title"))))
        .row(
            "attrs dotted two levels",
            "4.12: a path of any depth",
            notes(corrections, note -> "alpha beta".equals(note.get("title"))))
        .row("__OR: extn attr", "4.12: ORed too", newestNotes(corrections, 2))
        .row(
            "unknown dotted attr",
            "6: level 1 keeps ignoring unknown attributes (4.12)",
            newestNotes(corrections, 1))
        .row(
            "time attr with int",
            times,
            notes(corrections, note -> number(note, "when") == 1_500_001_000))
        .row(
            "time attr $gt int",
            times,
            notes(corrections, note -> number(note, "when") > 1_500_001_000))
        .row(
            "$group (bucketAuto; unsupported by the stand-in)",
            WORKS,
            sent -> {
              List<Map<String, @Nullable Object>> docs = corrections.docs("read all {}", _ -> true);
              List<Map<String, @Nullable Object>> buckets =
                  List.of(
                      Wire.doc("min", 0L, "max", 20L, "count", 3L),
                      Wire.doc("min", 30L, "max", 50L, "count", 3L));
              return found(sent, docs.size(), docs, Wire.doc("num", buckets));
            })
        .row(
            "$search (text index; unsupported by the stand-in)",
            WORKS,
            notes(corrections, note -> List.of("Alpha", "alpha beta").contains(note.get("title"))))
        .row(
            "$geo_near (unsupported by the stand-in)",
            WORKS,
            sent -> {
              // Nearest first: the notes lie on a line, the first one in the centre.
              List<Map<String, @Nullable Object>> docs = corrections.docs("read all {}", _ -> true);
              return found(sent, docs.size(), docs.reversed());
            });
  }

  /** The notes that the recording's first read found, newest first. */
  private static Function<Sent, Map<String, @Nullable Object>> notes(
      Corrections corrections, Predicate<Map<String, @Nullable Object>> which) {
    return sent -> {
      List<Map<String, @Nullable Object>> docs = corrections.docs("read all {}", which);
      return found(sent, docs.size(), docs);
    };
  }

  private static Function<Sent, Map<String, @Nullable Object>> newestNotes(
      Corrections corrections, int limit) {
    return sent -> {
      List<Map<String, @Nullable Object>> docs = corrections.docs("read all {}", note -> true);
      return found(sent, docs.size(), docs.subList(0, limit));
    };
  }

  static Corrections crud(Recording recording) {
    String missing = "4.9: the missing attribute is named";
    String systematic = "6: 400 for malformed input";
    Corrections corrections = new Corrections(recording);
    return corrections
        .row(
            "user create duplicate",
            "4.8, 1.7",
            refused(
                400,
                "CORE_USER_DUPLICATE_USER",
                "A user with the same username, email or phone already exists."))
        .row("user create without username", missing, missingAttr("user", "username"))
        .row("user create without email", missing, missingAttr("user", "email"))
        .row("user create without phone", missing, missingAttr("user", "phone"))
        .row("user create empty doc", missing, missingAttr("user", "username"))
        .row("user create email=5", "4.9, 1.7", invalidAttr("CORE_USER", "email"))
        .row("user create groups=['zzz']", systematic, unconvertible("CORE_USER", "groups"))
        .row("add_group malformed group", systematic, unconvertible("CORE_USER", "group"))
        .row(
            "item delete $soft:true deletes nothing",
            "6: $soft forces a delete (4.14)",
            sent ->
                frame(
                    200,
                    "Deleted 1 docs.",
                    Wire.doc(
                        "count",
                        1L,
                        "docs",
                        List.of(Wire.doc("_id", idIn(recording, "item create"))),
                        "call_id",
                        sent.callId())))
        .row(
            "item read still there",
            "6: $soft forces a delete (4.14)",
            sent -> found(sent, 0, List.of()))
        .row(
            "item delete",
            "6: $soft forced the delete before (4.14)",
            sent ->
                frame(
                    200,
                    "Deleted 0 docs.",
                    Wire.doc("count", 0L, "docs", List.of(), "call_id", sent.callId())))
        .rows(
            List.of(
                "note create",
                "note create flag='true'",
                "note create when=1500000000",
                "note create mail='a@b.c'",
                "note create tel='+1'",
                "note create url='http://a.bc'",
                "note create url='http://www.example.com'",
                "note create place={'type': 'Point', 'coordinates': [1, 2]}",
                "note create kind='zzz'",
                "note create label={'xx': 'y'}",
                "note create meta=[]",
                "note create title=None",
                "note create _id='5c4b0f0f0f0f0f0f0f0f0f0f'",
                "note create with owner -> notification event"),
            CREATED_DOCS,
            createdId())
        .rows(
            List.of("note update (diff module): count is 0", "blog update"),
            "4.15: the count of an update is what changed",
            sent -> with(sent, "Updated 1 docs.", Wire.doc("count", 1L)))
        .row(
            "note read $diff",
            "4.16: no hashes of the users in the log",
            sent -> {
              List<Map<String, @Nullable Object>> docs = docsOf(sent);
              Map<?, ?> entry = (Map<?, ?>) ((List<?>) docs.getFirst().get("diff")).getFirst();
              ((Map<?, ?>) entry.get("user"))
                  .keySet()
                  .removeAll(List.of("username_hash", "email_hash", "phone_hash"));
              return found(sent, 1, docs);
            })
        .row(
            "blog_cat create",
            "4.20: the template's category can be created",
            sent ->
                frame(
                    200,
                    "Created 1 docs.",
                    Wire.doc(
                        "count",
                        1L,
                        "docs",
                        List.of(Wire.doc("_id", "000000000000000000b109ca")),
                        "call_id",
                        sent.callId())))
        .row("joe user/read other", BOTH_HOLD, sent -> found(sent, 0, List.of()))
        .row(
            "joe user/update other -> own doc",
            BOTH_HOLD,
            sent -> with(sent, "Updated 0 docs.", Wire.doc("count", 0L, "docs", List.of())))
        .row("joe group/update (broken permission tuple)", "4.19", forbidden())
        .row(
            "joe notification/read",
            "4.17: only the owner is notified",
            sent -> {
              List<Map<String, @Nullable Object>> own = docsOf(sent).subList(0, 1);
              return found(sent, 1, own);
            })
        .row(
            "joe after deleting himself",
            "6: a change reaches open connections at once (4.24)",
            refused(403, "CORE_SESSION_INVALID_SESSION", "Session is invalid."));
  }

  static Corrections http(Recording recording) {
    String library = "6: our own answers, not the library's text (1.9)";
    Predicate<String> notFound =
        body ->
            Wire.object(body)
                .equals(Wire.doc("status", 404L, "msg", "Requested content not found."));
    Predicate<String> notAllowed =
        body -> Wire.object(body).equals(Wire.doc("status", 405L, "msg", "METHOD NOT ALLOWED"));
    return new Corrections(recording)
        .row("note create", CREATED_DOCS, createdId())
        .http("staff photo missing var", "4.18: answered 404", 404, JSON, notFound)
        .http(
            "404 from method (handler returns bytes: aiohttp 500)",
            "1.8: a client's _id is an id here, so the fourth chapter's note of that _id is found",
            200,
            JSON,
            "{\"title\": \"v\"}"::equals)
        .http(
            "malformed id",
            "2.7: an argument that does not fit its type",
            400,
            JSON,
            body -> body.contains("\"code\":\"SPIKE_NOTE_CONVERT_INVALID_ATTR\""))
        .http("404 route /", "2.7: GET / welcomes", 200, JSON, body -> body.contains("Welcome"))
        .http("404 route two parts", library, 404, JSON, body -> body.contains("404"))
        .http("POST", library, 405, JSON, notAllowed)
        .http("OPTIONS", library, 405, JSON, notAllowed)
        .http("HEAD", library, 405, JSON, String::isEmpty)
        .http("plain GET on /ws", library, 400, "text/plain; charset=utf-8", body -> true);
  }

  /** The original listed the bare id where a module listened to its own creates. */
  private static Function<Sent, Map<String, @Nullable Object>> createdId() {
    return sent -> {
      Object id = ((List<?>) argsOf(sent).get("docs")).getFirst();
      return with(sent, Wire.doc("docs", List.of(Wire.doc("_id", id))));
    };
  }

  private static Function<Sent, Map<String, @Nullable Object>> missingAttr(
      String module, String attr) {
    return refused(
        400,
        "CORE_" + module + "_MISSING_ATTR",
        "Missing attr '" + attr + "' from request on module 'CORE_" + module + "'.");
  }

  private static Function<Sent, Map<String, @Nullable Object>> invalidAttr(
      String module, String attr) {
    return refused(
        400,
        module + "_INVALID_ATTR",
        "Invalid value for attr '" + attr + "' from request on module '" + module + "'.");
  }

  private static Function<Sent, Map<String, @Nullable Object>> unconvertible(
      String module, String attr) {
    return refused(
        400,
        module + "_INVALID_ATTR",
        "Value for attr '"
            + attr
            + "' couldn't be converted to 'id' from request on module '"
            + module
            + "'.");
  }

  private static Map<String, @Nullable Object> refusedWith(
      int status, String code, String msg, @Nullable Object callId) {
    return frame(status, msg, Wire.doc("code", code, "call_id", callId));
  }

  private static Object idIn(Recording recording, String label) {
    return docsOf(recording.sent(label)).getFirst().get("_id");
  }

  private static double number(Map<String, @Nullable Object> note, String attr) {
    return ((Number) note.get(attr)).doubleValue();
  }
}
