package io.limp.call;

import com.fasterxml.jackson.core.JsonGenerator;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.core.Session;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reply as levels 6 and 7 write it: {@code {"status", "msg", "args": {..., "call_id"}}}, a
 * session in {@code args.session}, moments as ISO 8601 in UTC, at level 6 without saying so.
 *
 * @param level which of the two
 */
record WriteReply6(Level level) {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  /** What level 6 says otherwise than level 1, slips of spelling included. */
  private static final Map<String, String> SENTENCES =
      Map.of(
          "You were succefully authed.", "You were successfully authed.",
          "You are succefully signed-out.", "You are successfully signed-out.");

  String reply(Reply reply, @Nullable Object callId) {
    return switch (reply) {
      case Reply.Found found ->
          ok("Found " + found.docs().list().size() + " docs.", read(found.docs()), callId);
      case Reply.Created created ->
          ok("Created 1 docs.", changed(1, List.of(created.id())), callId);
      case Reply.CreatedDoc created ->
          ok("Created 1 docs.", read(Docs.of(List.of(created.doc()))), callId);
      case Reply.Updated updated ->
          ok(
              "Updated " + updated.count() + " docs.",
              changed(updated.count(), updated.ids()),
              callId);
      case Reply.NothingToUpdate ignored -> ok("Nothing to update.", new LinkedHashMap<>(), callId);
      case Reply.Deleted deleted ->
          ok(
              "Deleted " + deleted.ids().size() + " docs.",
              changed(deleted.ids().size(), deleted.ids()),
              callId);
      case Reply.SignedIn signedIn ->
          ok(sentence(signedIn.message()), session(withToken(signedIn.session())), callId);
      case Reply.SignedOut signedOut ->
          ok(
              sentence(signedOut.message()),
              session(Map.of(LimpModule.ID.name(), Session.ANON)),
              callId);
      case Reply.Result result ->
          ok(result.message(), new LinkedHashMap<>(result.args().values()), callId);
      case Reply.Empty ignored -> text(204, "", new LinkedHashMap<>(), callId);
      case Reply.Bytes bytes -> ok("", bytes(bytes), callId);
      case Reply.NotFound notFound -> text(404, notFound.message(), new LinkedHashMap<>(), callId);
      case Reply.Content content ->
          throw new IllegalStateException("A file's content is served over HTTP alone: " + content);
    };
  }

  /** An answer that the connection itself gives. */
  String said(String code, String msg, @Nullable Object callId) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("code", code);
    return ok(msg, args, callId);
  }

  /** The same at both levels: there is no moment in it. */
  static String refusal(Refusal refusal, @Nullable Object callId) {
    return WriteReply1.refusal(refusal, callId);
  }

  private String ok(String msg, Map<String, @Nullable Object> args, @Nullable Object callId) {
    return text(200, msg, args, callId);
  }

  private String text(
      int status, String msg, Map<String, @Nullable Object> args, @Nullable Object callId) {
    args.put("call_id", callId);
    Map<String, @Nullable Object> frame = new LinkedHashMap<>();
    frame.put("status", (long) status);
    frame.put("msg", msg);
    frame.put("args", args);
    return Json.write(frame, this::moment);
  }

  /** To the microsecond, and without a fraction where there is none. */
  private void moment(JsonGenerator out, Instant time) throws IOException {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    String text = (time.toEpochMilli() % 1000 == 0 ? SECONDS : MICROSECONDS).format(utc);
    out.writeString(level == Level.SEVEN ? text + "Z" : text);
  }

  private static String sentence(String message) {
    return SENTENCES.getOrDefault(message, message);
  }

  private static Map<String, @Nullable Object> read(Docs docs) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("total", docs.total());
    args.put("count", (long) docs.list().size());
    args.put("docs", docs.list().stream().map(Doc::values).toList());
    args.put("groups", docs.total() == 0 ? List.of() : WriteReply1.groups(docs));
    docs.after().ifPresent(after -> args.put("after", after));
    return args;
  }

  private static Map<String, @Nullable Object> changed(long count, List<Id> ids) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("count", count);
    args.put("docs", ids.stream().map(id -> Map.of(LimpModule.ID.name(), id)).toList());
    return args;
  }

  private static Map<String, @Nullable Object> session(Map<String, ?> session) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("session", session);
    return args;
  }

  /** The one answer in which a session's token goes out: to who has just signed in. */
  private static Map<String, @Nullable Object> withToken(Doc session) {
    return session
        .find(Session.TOKEN)
        .map(token -> session.withPlain(Session.TOKEN.name(), token.reveal()))
        .orElse(session)
        .values();
  }

  /** Level 6 has no bytes on the websocket: they are said to be there. */
  private static Map<String, @Nullable Object> bytes(Reply.Bytes bytes) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("name", bytes.name());
    args.put("type", bytes.type());
    args.put("size", (long) bytes.content().length);
    args.put("content", true);
    return args;
  }
}
