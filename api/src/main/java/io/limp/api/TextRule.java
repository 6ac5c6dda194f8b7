package io.limp.api;

import java.util.Optional;

/**
 * Which texts an attribute takes. A value: every word returns a changed copy.
 *
 * <pre>{@code str("permalink", text -> text.length(1, 80).pattern("[a-z0-9-]+"))}</pre>
 *
 * @param least the shortest text, in Unicode code points
 * @param most the longest text, in Unicode code points
 * @param pattern a regular expression that the whole text must match
 */
public record TextRule(int least, int most, Optional<String> pattern) {
  /** Every text. */
  public static final TextRule NONE = new TextRule(0, Integer.MAX_VALUE, Optional.empty());

  public TextRule {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException("No text has from " + least + " to " + most + " letters");
    }
  }

  /**
   * Only texts of so many Unicode code points.
   *
   * @param shortest from 0
   * @param longest from {@code shortest}
   * @throws IllegalArgumentException for lengths that no text has
   */
  public TextRule length(int shortest, int longest) {
    return new TextRule(shortest, longest, pattern);
  }

  /** Only texts that are not longer, in Unicode code points. */
  public TextRule atMost(int longest) {
    return new TextRule(least, longest, pattern);
  }

  /**
   * Only texts that match as a whole, capitals being other letters than small ones. The syntax is
   * RE2's: that of {@code java.util.regex} without back references and lookaround, so that no text
   * can make it slow. One that is no expression is reported at start.
   */
  public TextRule pattern(String expression) {
    return new TextRule(least, most, Optional.of(expression));
  }
}
