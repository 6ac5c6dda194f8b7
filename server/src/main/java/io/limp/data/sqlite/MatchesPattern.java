package io.limp.data.sqlite;

import com.google.re2j.Pattern;
import io.limp.data.Patterns;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/** The SQL function that finds a part of a text which a regular expression matches. */
final class MatchesPattern extends Function {
  static final String NAME = "limp_matches";

  /** Its error when it was stopped amid a text: a function has no code for that. */
  static final String STOPPED = "limp_matches was stopped";

  private final BooleanSupplier isOver;

  // A statement asks for the same expression in row after row, on one thread.
  private String text = "";
  private @Nullable Pattern compiled;

  /**
   * For one session.
   *
   * @param isOver true once its statement is to be stopped
   */
  MatchesPattern(BooleanSupplier isOver) {
    this.isOver = isOver;
  }

  @Override
  protected void xFunc() throws SQLException {
    String value = value_text(0);
    String pattern = value_text(1);
    if (value == null || pattern == null) {
      result(0);
      return;
    }
    Pattern ready = compiled;
    if (ready == null || !pattern.equals(text)) {
      ready = Patterns.compile(pattern);
      compiled = ready;
      text = pattern;
    }
    try {
      result(ready.matcher(LongText.of(value, isOver)).find() ? 1 : 0);
    } catch (LongText.Stopped e) {
      error(STOPPED);
    }
  }
}
