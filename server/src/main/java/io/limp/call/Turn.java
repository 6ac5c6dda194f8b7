package io.limp.call;

import java.util.Optional;
import java.util.function.Supplier;

/** What a frame that was heard leads to. Whatever it is, the frame gets one answer at the most. */
public sealed interface Turn {
  /** The answer is known. */
  record Answer(String text) implements Turn {}

  /**
   * The frame changes whose connection it is: it is answered when the frames before it are, and the
   * next one is heard when it is.
   */
  record Alone(Supplier<String> answer) implements Turn {}

  /** May be answered while other frames are, before them or after them. */
  record Beside(Supplier<String> answer) implements Turn {}

  /** When the frames before it are answered, the last words are said and the connection closed. */
  record Goodbye(Optional<String> lastWords) implements Turn {}
}
