package io.limp.call;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of an answer, {@code {"status", "msg", "args"}}, that are the same at every level. */
final class Frames {
  private Frames() {}

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
  static Map<String, @Nullable Object> replies(List<Map<String, @Nullable Object>> frames) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("count", (long) frames.size());
    args.put("replies", frames);
    return ok("Done " + frames.size() + " calls.", args);
  }
}
