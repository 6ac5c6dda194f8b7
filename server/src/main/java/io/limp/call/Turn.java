package io.limp.call;

import java.util.Optional;
import java.util.function.Consumer;

/** What a frame that was heard leads to. Whatever it is, the frame gets one answer at the most. */
public sealed interface Turn {
  /** A call that is still to be run, by the thread that asks for its answer. */
  @FunctionalInterface
  interface Answering {
    /**
     * Runs it.
     *
     * @param instead gets an answer on another thread when this one does not come back in time
     * @return the answer
     * @throws CallDeadline.TooLate when {@code instead} has got one: nothing is to be done any more
     */
    String get(Consumer<String> instead);
  }

  /** The answer is known. */
  record Answer(String text) implements Turn {}

  /**
   * The frame changes whose connection it is: it is answered when the frames before it are, and the
   * next one is heard when it is.
   */
  record Alone(Answering answer) implements Turn {}

  /** May be answered while other frames are, before them or after them. */
  record Beside(Answering answer) implements Turn {}

  /** When the frames before it are answered, the last words are said and the connection closed. */
  record Goodbye(Optional<String> lastWords) implements Turn {}
}
