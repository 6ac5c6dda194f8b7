package io.limp.call;

import io.limp.api.Refusal;
import io.limp.api.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers as JSON where there is no call's id to put into them: over HTTP. */
public final class HttpText {
  private HttpText() {}

  /** {@code {"status", "msg", "args"}}, as level 6 writes it. */
  public static String of(Reply reply) {
    return WriteReply6.body(reply);
  }

  /** The same of a refusal. */
  public static String of(Refusal refusal) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("code", refusal.code());
    args.putAll(refusal.args().values());
    return Json.write(
        Frames.frame(refusal.status(), refusal.sentence(), args), Json::secondsSinceEpoch);
  }
}
