package io.limp.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Texts of a given length for the echo, each answered by its own beginning. */
final class EchoQuestions {
  private static final int DIFFERENT = 64;

  private EchoQuestions() {}

  /**
   * Texts for an echo that gives back their beginning.
   *
   * @param asked characters of a text
   * @param answered characters of its answer
   */
  static List<Question> of(int asked, int answered) {
    List<Question> questions = new ArrayList<>(DIFFERENT);
    for (int i = 0; i < DIFFERENT; i++) {
      String mark = "-" + (100 + i);
      String answer = "echo" + "-".repeat(answered - 4 - mark.length()) + mark;
      questions.add(Question.of(answer + "x".repeat(asked - answered), "echo", mark));
    }
    return questions;
  }
}
