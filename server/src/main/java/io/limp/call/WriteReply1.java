package io.limp.call;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.core.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reply as level 1 writes it: {@code {"status", "msg", "args": {..., "call_id"}}}, moments as
 * seconds since the epoch.
 */
final class WriteReply1 implements Frames.Own {
  private static final WriteReply1 OWN = new WriteReply1();

  private WriteReply1() {}

  static String reply(Reply reply, @Nullable Object callId) {
    return text(Frames.of(reply, OWN), callId);
  }

  static String refusal(Refusal refusal, @Nullable Object callId) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("code", refusal.code());
    args.putAll(refusal.args().values());
    return text(Frames.frame(refusal.status(), refusal.sentence(), args), callId);
  }

  private static String text(Map<String, @Nullable Object> frame, @Nullable Object callId) {
    return Json.write(Frames.answerTo(callId, frame), Json::secondsSinceEpoch);
  }

  /** The one answer in which a session's token goes out: to who has just signed in. */
  private static Doc withToken(Doc session) {
    return session
        .find(Session.TOKEN)
        .map(token -> session.withPlain(Session.TOKEN.name(), token.reveal()))
        .orElse(session);
  }

  @Override
  public Map<String, @Nullable Object> signedIn(Reply.SignedIn reply) {
    return Frames.ok(reply.message(), Frames.read(Docs.of(List.of(withToken(reply.session())))));
  }

  @Override
  public Map<String, @Nullable Object> signedOut(Reply.SignedOut reply) {
    return Frames.ok(reply.message(), Frames.changed(1, List.of(reply.session())));
  }

  /** This one has no sentence. */
  @Override
  public Map<String, @Nullable Object> empty() {
    Map<String, @Nullable Object> frame = Frames.frame(204, "", Map.of());
    frame.remove("msg");
    return frame;
  }

  @Override
  public Map<String, @Nullable Object> bytes(Reply.Bytes bytes) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("name", bytes.name());
    args.put("type", bytes.type());
    args.put("size", (long) bytes.content().length);
    Map<String, @Nullable Object> frame = Frames.frame(291, "", args);
    frame.put("msg", bytes.content());
    return frame;
  }
}
