package io.limp.call;

import io.limp.api.Level;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which level the first frame of a connection belongs to. Clients of level 6 sign every frame and
 * put the call id beside the token; those of level 1 send a plain call, or a token and nothing
 * else, and their query is an object.
 *
 * <p>Here 6 stands for 7 too: which of the two it is stands in the document of {@code conn/verify}.
 */
final class FirstFrame {
  static final String VERIFY = "conn/verify";
  private static final List<String> PARTS_OF_A_CALL = List.of("endpoint", "sid", "query", "doc");

  private FirstFrame() {}

  static Level level(Envelope envelope) {
    Map<String, @Nullable Object> frame = envelope.frame();
    boolean callIdOnly = frame.containsKey("call_id");
    for (String part : PARTS_OF_A_CALL) {
      callIdOnly &= !frame.containsKey(part);
    }
    if (!envelope.isSigned()) {
      return callIdOnly ? Level.SIX : Level.ONE;
    }
    if (VERIFY.equals(envelope.endpoint())) {
      return Level.SIX;
    }
    return switch (envelope.query()) {
      case Map<?, ?> ignored -> Level.ONE;
      case List<?> ignored -> Level.SIX;
      case null, default -> callIdOnly ? Level.SIX : Level.ONE;
    };
  }
}
