package io.limp.data.mongo;

import io.limp.data.FoldedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonRegularExpression;

/**
 * A text as a regular expression that finds it whatever the case of its letters, by the folding of
 * {@link FoldedText}: every letter is written as the set of those that fold to the same, because a
 * server's own idea of case differs from ours.
 */
final class FoldedPattern {
  /** Servers take patterns of up to 32 KB, and a letter is up to some 40 bytes in them. */
  private static final int LONGEST = 500;

  private FoldedPattern() {}

  /** True when the pattern is of the whole text rather than of its beginning. */
  static boolean isWhole(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST;
  }

  static BsonRegularExpression of(String text) {
    StringBuilder pattern = new StringBuilder();
    FoldedText.of(text).codePoints().limit(LONGEST).forEach(point -> pattern.append(letter(point)));
    return new BsonRegularExpression(pattern.toString());
  }

  private static String letter(int folded) {
    List<Integer> same = Cases.OTHERS.get(folded);
    if (same == null) {
      return character(folded);
    }
    StringBuilder set = new StringBuilder("[").append(character(folded));
    same.forEach(other -> set.append(character(other)));
    return set.append(']').toString();
  }

  /** As Perl's and Java's regular expressions both read it. */
  private static String character(int point) {
    boolean plain =
        (point >= '0' && point <= '9')
            || (point >= 'a' && point <= 'z')
            || (point >= 'A' && point <= 'Z');
    return plain ? Character.toString(point) : "\\x{" + Integer.toHexString(point) + "}";
  }

  /** Made when the first text is sought. */
  private static final class Cases {
    /** By a folded letter, those that fold to it. */
    static final Map<Integer, List<Integer>> OTHERS = new HashMap<>();

    static {
      for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
        if (Character.toLowerCase(Character.toUpperCase(point)) != point) {
          int folded = FoldedText.of(Character.toString(point)).codePointAt(0);
          if (folded != point) {
            OTHERS.computeIfAbsent(folded, _ -> new ArrayList<>()).add(point);
          }
        }
      }
    }
  }
}
