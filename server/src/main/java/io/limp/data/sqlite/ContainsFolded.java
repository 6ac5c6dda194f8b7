package io.limp.data.sqlite;

import io.limp.data.FoldedText;
import java.sql.SQLException;
import org.sqlite.Function;

/**
 * The SQL function that finds a text in another whatever the case: LIKE folds ASCII letters only.
 */
final class ContainsFolded extends Function {
  static final String NAME = "limp_contains";

  // A statement asks for the same text in row after row. One connection is used by one thread, and
  // so is its function.
  private String part = "";
  private String folded = "";

  @Override
  protected void xFunc() throws SQLException {
    String text = value_text(0);
    String sought = value_text(1);
    if (text == null || sought == null) {
      result(0);
      return;
    }
    if (!sought.equals(part)) {
      part = sought;
      folded = FoldedText.of(sought);
    }
    result(FoldedText.of(text).contains(folded) ? 1 : 0);
  }
}
