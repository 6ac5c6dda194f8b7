package io.limp.data;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The regular expressions of {@link io.limp.api.Query.Matches} and of attributes, compiled to
 * machines that take time linear in the text. Clients write the former, so their size is limited:
 * the time is linear in that, too.
 */
public final class Patterns {
  /** How many UTF-16 units an expression may have. */
  public static final int MOST_LETTERS = 1000;

  /** About how many instructions it may be compiled to. */
  public static final int MOST_INSTRUCTIONS = 2000;

  private static final int MOST_KEPT = 128;

  private static final Map<String, Pattern> KEPT =
      new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pattern> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private Patterns() {}

  /**
   * Refuses an expression that no document could be matched with.
   *
   * @throws BadPattern with a reason for people
   */
  public static void check(String pattern) {
    compile(pattern);
  }

  /** The expression compiled, without regard to case. */
  public static Pattern compile(String pattern) {
    return kept(pattern, Pattern.CASE_INSENSITIVE);
  }

  /** The expression compiled, capitals being other letters than small ones. */
  public static Pattern exact(String pattern) {
    return kept(pattern, 0);
  }

  private static Pattern kept(String pattern, int flags) {
    String key = flags + pattern;
    synchronized (KEPT) {
      Pattern kept = KEPT.get(key);
      if (kept != null) {
        return kept;
      }
    }
    Pattern compiled = compiled(pattern, flags);
    synchronized (KEPT) {
      KEPT.put(key, compiled);
    }
    return compiled;
  }

  private static Pattern compiled(String pattern, int flags) {
    if (pattern.length() > MOST_LETTERS) {
      throw new BadPattern(
          pattern,
          "A pattern has " + MOST_LETTERS + " letters at the most, not " + pattern.length());
    }
    if (!StoredText.of(pattern).equals(pattern)) {
      throw new BadPattern(pattern, "A pattern has no halves of characters");
    }
    if (PatternSize.exceeds(pattern, MOST_INSTRUCTIONS)) {
      throw new BadPattern(pattern, "The pattern repeats too much");
    }
    try {
      return Pattern.compile(pattern, flags);
    } catch (PatternSyntaxException e) {
      throw new BadPattern(pattern, "Not a pattern: " + e.getMessage());
    }
  }
}
