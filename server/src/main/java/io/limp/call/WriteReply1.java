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
final class WriteReply1 {
  private WriteReply1() {}

  static String reply(Reply reply, @Nullable Object callId) {
    return text(frame(reply), callId);
  }

  private static Map<String, @Nullable Object> frame(Reply reply) {
    return switch (reply) {
      case Reply.Found found ->
          Frames.ok("Found " + found.docs().list().size() + " docs.", Frames.read(found.docs()));
      case Reply.Created created ->
          Frames.ok("Created 1 docs.", Frames.changed(1, List.of(created.id())));
      case Reply.CreatedDoc created ->
          Frames.ok("Created 1 docs.", Frames.read(Docs.of(List.of(created.doc()))));
      case Reply.Updated updated ->
          Frames.ok(
              "Updated " + updated.count() + " docs.",
              Frames.changed(updated.count(), updated.ids()));
      case Reply.NothingToUpdate ignored -> Frames.ok("Nothing to update.", new LinkedHashMap<>());
      case Reply.Deleted deleted ->
          Frames.ok(
              "Deleted " + deleted.ids().size() + " docs.",
              Frames.changed(deleted.ids().size(), deleted.ids()));
      case Reply.SignedIn signedIn ->
          Frames.ok(
              signedIn.message(), Frames.read(Docs.of(List.of(withToken(signedIn.session())))));
      case Reply.SignedOut signedOut ->
          Frames.ok(signedOut.message(), Frames.changed(1, List.of(signedOut.session())));
      case Reply.Result result ->
          Frames.ok(result.message(), new LinkedHashMap<>(result.args().values()));
      case Reply.Replies replies ->
          Frames.replies(replies.all().stream().map(WriteReply1::frame).toList());
      case Reply.Empty ignored -> empty();
      case Reply.Bytes bytes -> bytes(bytes);
      case Reply.NotFound notFound -> Frames.frame(404, notFound.message(), new LinkedHashMap<>());
      case Reply.Content content ->
          throw new IllegalStateException("A file's content is served over HTTP alone: " + content);
    };
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

  /** This one has no sentence. */
  private static Map<String, @Nullable Object> empty() {
    Map<String, @Nullable Object> frame = Frames.frame(204, "", Map.of());
    frame.remove("msg");
    return frame;
  }

  private static Map<String, @Nullable Object> bytes(Reply.Bytes bytes) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("name", bytes.name());
    args.put("type", bytes.type());
    args.put("size", (long) bytes.content().length);
    Map<String, @Nullable Object> frame = Frames.frame(291, "", args);
    frame.put("msg", bytes.content());
    return frame;
  }
}
