package io.limp.data;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The words of texts, for {@link io.limp.api.Query.Search}: runs of letters and digits (Unicode's
 * categories L, N and Co) with case and marks (M: diacritics, vowel points) taken off, so that
 * {@code Café} and {@code CAFE} are one word, and so are مُحَمَّد and محمد. A mark does not end a
 * word.
 *
 * <p>Of ordinary texts these are the words of SQLite's tokenizer {@code unicode61 remove_diacritics
 * 2}, which knows the diacritics of Latin letters only. An index is therefore given the words that
 * are cut here, joined by blanks; they come out of that tokenizer as they are.
 */
public final class Words {
  /**
   * A word that a document must have.
   *
   * @param prefix one that begins so is enough
   */
  public record Sought(String word, boolean prefix) {
    boolean is(String other) {
      return prefix ? other.startsWith(word) : other.equals(word);
    }
  }

  /** What is told of every word: the word, and whether an asterisk follows it. */
  private interface Cut {
    void word(String word, boolean asterisk);
  }

  private Words() {}

  /** The words of a text, in its order. */
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    cut(text, (word, _) -> words.add(word));
    return words;
  }

  /** The different words that a search asks for; one without any finds no document. */
  public static Set<Sought> sought(String text) {
    Set<Sought> sought = new LinkedHashSet<>();
    cut(text, (word, asterisk) -> sought.add(new Sought(word, asterisk)));
    return sought;
  }

  /** The texts of a value that are searched: itself, the members of a list, every language. */
  public static void texts(@Nullable Object plain, Consumer<String> texts) {
    switch (plain) {
      case String text -> texts.accept(text);
      case List<?> members -> members.forEach(member -> texts(member, texts));
      case Map<?, ?> languages -> languages.values().forEach(text -> texts(text, texts));
      case null, default -> {}
    }
  }

  private static void cut(String text, Cut cut) {
    String plain =
        Normalizer.isNormalized(text, Normalizer.Form.NFD)
            ? text
            : Normalizer.normalize(text, Normalizer.Form.NFD);
    StringBuilder word = new StringBuilder();
    for (int at = 0; at < plain.length(); ) {
      int codePoint = plain.codePointAt(at);
      at += Character.charCount(codePoint);
      if (isPart(codePoint)) {
        word.appendCodePoint(FoldedText.fold(codePoint));
      } else if (!word.isEmpty() && !isMark(codePoint)) {
        cut.word(word.toString(), codePoint == '*');
        word.setLength(0);
      }
    }
    if (!word.isEmpty()) {
      cut.word(word.toString(), false);
    }
  }

  private static boolean isPart(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }

  private static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }
}
