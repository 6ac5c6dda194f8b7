package io.limp.call;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of an answer, {@code {"status", "msg", "args"}}, that are the same at every level. */
final class Frames {
  private Frames() {}

  /** The replies that each level writes in its own way. */
  interface Own {
    Map<String, @Nullable Object> signedIn(Reply.SignedIn reply);

    Map<String, @Nullable Object> signedOut(Reply.SignedOut reply);

    Map<String, @Nullable Object> empty();

    Map<String, @Nullable Object> bytes(Reply.Bytes reply);
  }

  /** The answer that a reply makes, without a call's id. */
  static Map<String, @Nullable Object> of(Reply reply, Own own) {
    return switch (reply) {
      case Reply.Found found ->
          ok("Found " + found.docs().list().size() + " docs.", read(found.docs()));
      case Reply.Created created -> ok("Created 1 docs.", changed(1, List.of(created.id())));
      case Reply.CreatedDoc created -> ok("Created 1 docs.", read(Docs.of(List.of(created.doc()))));
      case Reply.Updated updated ->
          ok("Updated " + updated.count() + " docs.", changed(updated.count(), updated.ids()));
      case Reply.NothingToUpdate _ -> ok("Nothing to update.", new LinkedHashMap<>());
      case Reply.Deleted deleted ->
          ok(
              "Deleted " + deleted.ids().size() + " docs.",
              changed(deleted.ids().size(), deleted.ids()));
      case Reply.SignedIn signedIn -> own.signedIn(signedIn);
      case Reply.SignedOut signedOut -> own.signedOut(signedOut);
      case Reply.Result result -> ok(result.message(), new LinkedHashMap<>(result.args().values()));
      case Reply.Replies replies ->
          replies(replies.all().stream().map(one -> of(one, own)).toList());
      case Reply.Text(String text, _) -> ok(text, new LinkedHashMap<>());
      case Reply.Empty _ -> own.empty();
      case Reply.Bytes bytes -> own.bytes(bytes);
      case Reply.NotFound notFound -> frame(404, notFound.message(), new LinkedHashMap<>());
      case Reply.Content(FileRef file) -> ok("", file(file.name(), file.type(), file.size()));
      case Reply.Thumbnail(FileRef of, _, String type, byte[] content) ->
          ok("", file(of.name(), type, content.length));
    };
  }

  /** A file's content is served over HTTP alone; elsewhere it is said to be there. */
  static Map<String, @Nullable Object> file(String name, String type, long size) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("name", name);
    args.put("type", type);
    args.put("size", size);
    args.put("content", true);
    return args;
  }

  static Map<String, @Nullable Object> ok(String msg, Map<String, @Nullable Object> args) {
    return frame(200, msg, args);
  }

  static Map<String, @Nullable Object> frame(
      int status, String msg, Map<String, @Nullable Object> args) {
    Map<String, @Nullable Object> frame = new LinkedHashMap<>();
    frame.put("status", (long) status);
    frame.put("msg", msg);
    frame.put("args", args);
    return frame;
  }

  /** The frame with the id by which its client knows it, as the last of its args. */
  static Map<String, @Nullable Object> answerTo(
      @Nullable Object callId, Map<String, @Nullable Object> frame) {
    if (frame.get("args") instanceof Map<?, ?> args) {
      Map<String, @Nullable Object> all = new LinkedHashMap<>(Json.object(args));
      all.put("call_id", callId);
      frame.put("args", all);
    }
    return frame;
  }

  static Map<String, @Nullable Object> read(Docs docs) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("total", docs.total());
    args.put("count", (long) docs.list().size());
    args.put("docs", docs.list().stream().map(Doc::values).toList());
    args.put("groups", docs.total() == 0 ? List.of() : groups(docs));
    docs.after().ifPresent(after -> args.put("after", after));
    return args;
  }

  private static Map<String, Object> groups(Docs docs) {
    Map<String, Object> groups = new LinkedHashMap<>();
    docs.groups().forEach((by, all) -> groups.put(by, all.stream().map(Doc::values).toList()));
    return groups;
  }

  static Map<String, @Nullable Object> changed(long count, List<Id> ids) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("count", count);
    args.put("docs", ids.stream().map(id -> Map.of(LimpModule.ID.name(), id)).toList());
    return args;
  }

  /** The answer to a batch: the frames of its calls, without ids of their own. */
  private static Map<String, @Nullable Object> replies(List<Map<String, @Nullable Object>> frames) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("count", (long) frames.size());
    args.put("replies", frames);
    return ok("Done " + frames.size() + " calls.", args);
  }
}
