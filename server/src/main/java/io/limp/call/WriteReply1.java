package io.limp.call;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Id;
import io.limp.api.LimpModule;
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
          ok(signedIn.message(), read(Docs.of(List.of(withToken(signedIn.session())))), callId);
      case Reply.SignedOut signedOut ->
          ok(signedOut.message(), changed(1, List.of(signedOut.session())), callId);
      case Reply.Result result ->
          ok(result.message(), new LinkedHashMap<>(result.args().values()), callId);
      case Reply.Empty ignored -> empty(callId);
      case Reply.Bytes bytes -> bytes(bytes, callId);
      case Reply.NotFound notFound -> text(404, notFound.message(), new LinkedHashMap<>(), callId);
      case Reply.Content content ->
          throw new IllegalStateException("A file's content is served over HTTP alone: " + content);
    };
  }

  static String refusal(Refusal refusal, @Nullable Object callId) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("code", refusal.code());
    args.putAll(refusal.args().values());
    return text(refusal.status(), refusal.sentence(), args, callId);
  }

  private static String ok(
      String msg, Map<String, @Nullable Object> args, @Nullable Object callId) {
    return text(200, msg, args, callId);
  }

  private static String text(
      int status, String msg, Map<String, @Nullable Object> args, @Nullable Object callId) {
    args.put("call_id", callId);
    Map<String, @Nullable Object> frame = new LinkedHashMap<>();
    frame.put("status", (long) status);
    frame.put("msg", msg);
    frame.put("args", args);
    return Json.write(frame, Json::secondsSinceEpoch);
  }

  private static Map<String, @Nullable Object> read(Docs docs) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("total", docs.total());
    args.put("count", (long) docs.list().size());
    args.put("docs", docs.list().stream().map(Doc::values).toList());
    args.put("groups", docs.total() == 0 ? List.of() : groups(docs));
    docs.after().ifPresent(after -> args.put("after", after));
    return args;
  }

  static Map<String, Object> groups(Docs docs) {
    Map<String, Object> groups = new LinkedHashMap<>();
    docs.groups().forEach((by, all) -> groups.put(by, all.stream().map(Doc::values).toList()));
    return groups;
  }

  private static Map<String, @Nullable Object> changed(long count, List<Id> ids) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("count", count);
    args.put("docs", ids.stream().map(id -> Map.of(LimpModule.ID.name(), id)).toList());
    return args;
  }

  /** The one answer in which a session's token goes out: to who has just signed in. */
  private static Doc withToken(Doc session) {
    return session
        .find(Session.TOKEN)
        .map(token -> session.withPlain(Session.TOKEN.name(), token.reveal()))
        .orElse(session);
  }

  private static String empty(@Nullable Object callId) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("call_id", callId);
    Map<String, @Nullable Object> frame = new LinkedHashMap<>();
    frame.put("status", 204L);
    frame.put("args", args);
    return Json.write(frame, Json::secondsSinceEpoch);
  }

  private static String bytes(Reply.Bytes bytes, @Nullable Object callId) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("name", bytes.name());
    args.put("type", bytes.type());
    args.put("size", (long) bytes.content().length);
    args.put("call_id", callId);
    Map<String, @Nullable Object> frame = new LinkedHashMap<>();
    frame.put("status", 291L);
    frame.put("msg", bytes.content());
    frame.put("args", args);
    return Json.write(frame, Json::secondsSinceEpoch);
  }
}
