package io.limp.call;

import io.limp.api.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages that one call wants to send, until they are written. Module code may use threads.
 */
final class Outgoing {
  private final List<Message> waiting = new ArrayList<>(0);

  synchronized void add(Message message) {
    waiting.add(message);
  }

  /** Those that wait, which do so no more. */
  synchronized List<Message> take() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Message> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }
}
