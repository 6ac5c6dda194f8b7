package io.limp.benchmarks.kill;

import java.util.function.Supplier;

/** Something is not there that must be, or the other way round. */
final class Loss extends RuntimeException {
  private static final long serialVersionUID = 1;

  Loss(String message) {
    super(message);
  }

  static void unless(boolean kept, Supplier<String> message) {
    if (!kept) {
      throw new Loss(message.get());
    }
  }
}
