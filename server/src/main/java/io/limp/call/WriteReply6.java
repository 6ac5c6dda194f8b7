package io.limp.call;

import com.fasterxml.jackson.core.JsonGenerator;
import io.limp.api.Doc;
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
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reply as levels 6 and 7 write it: {@code {"status", "msg", "args": {..., "call_id"}}}, a
 * session in {@code args.session}, moments as ISO 8601 in UTC, at level 6 without saying so.
 *
 * @param level which of the two
 */
record WriteReply6(Level level) implements Frames.Own {
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
    return text(Frames.of(reply, this), callId);
  }

  @Override
  public Map<String, @Nullable Object> signedIn(Reply.SignedIn reply) {
    return Frames.ok(sentence(reply.message()), session(withToken(reply.session())));
  }

  @Override
  public Map<String, @Nullable Object> signedOut(Reply.SignedOut reply) {
    return Frames.ok(
        sentence(reply.message()), session(Map.of(LimpModule.ID.name(), Session.ANON)));
  }

  @Override
  public Map<String, @Nullable Object> empty() {
    return Frames.frame(204, "", new LinkedHashMap<>());
  }

  /** An answer that the connection itself gives. */
  String said(String code, String msg, @Nullable Object callId) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("code", code);
    return said(msg, args, callId);
  }

  /** The same, with what it has to say. */
  String said(String msg, Map<String, @Nullable Object> args, @Nullable Object callId) {
    return text(Frames.ok(msg, args), callId);
  }

  /** The same at both levels: there is no moment in it. */
  static String refusal(Refusal refusal, @Nullable Object callId) {
    return WriteReply1.refusal(refusal, callId);
  }

  /** The whole answer where nothing but the answer goes to who asked: over HTTP. */
  static String body(Reply reply) {
    WriteReply6 writer = new WriteReply6(Level.SIX);
    return Json.write(Frames.of(reply, writer), writer::moment);
  }

  private String text(Map<String, @Nullable Object> frame, @Nullable Object callId) {
    return Json.write(Frames.answerTo(callId, frame), this::moment);
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

  /** One that has just been made says nothing of when that was. */
  private static Map<String, @Nullable Object> session(
      Map<String, ? extends @Nullable Object> session) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>(session);
    if (shown.get(Session.CREATE_TIME.name()) == null) {
      shown.remove(Session.CREATE_TIME.name());
    }
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("session", shown);
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
  @Override
  public Map<String, @Nullable Object> bytes(Reply.Bytes bytes) {
    return Frames.ok("", Frames.file(bytes.name(), bytes.type(), bytes.content().length));
  }
}
