package io.limp.sdk;

import io.limp.api.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the source of a module says of it: the comment before the class, those before the constants
 * of its attributes, and the refusals that it makes. Of a class whose source is not beside it,
 * nothing.
 */
final class SourceNotes {
  private static final String COMMENT = "/\\*\\*((?:[^*]|\\*(?!/))*+)\\*/\\s*";
  private static final Pattern ATTR =
      Pattern.compile(COMMENT + "public static final Attr<[^=;]*=[^\"(]*\\(\\s*\"(\\w+)\"");
  private static final Pattern REFUSAL =
      Pattern.compile(
          "Refusal\\s*\\.(badRequest|forbidden|notFound)\\(\\s*\"([A-Z0-9_]+)\"\\s*,\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");

  private final String source;
  private final String className;

  private SourceNotes(String source, String className) {
    this.source = source;
    this.className = className;
  }

  static SourceNotes of(Class<?> module) {
    Class<?> top = module;
    while (top.getDeclaringClass() != null) {
      top = top.getDeclaringClass();
    }
    try (InputStream in = top.getResourceAsStream(top.getSimpleName() + ".java")) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new SourceNotes(text, module.getSimpleName());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the source of " + module.getName(), e);
    }
  }

  /** What the module is for. */
  Optional<String> summary() {
    Matcher matcher =
        Pattern.compile(
                COMMENT
                    + "(?:@\\w+(?:\\([^)]*\\))?\\s*)*(?:(?:public|final|static|abstract)\\s+)*class\\s+"
                    + Pattern.quote(className)
                    + "\\b")
            .matcher(source);
    return matcher.find() ? Optional.of(words(matcher.group(1))) : Optional.empty();
  }

  /** The first sentence of that; empty when there is none. */
  String firstSentence() {
    String text = summary().orElse("");
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  /** What an attribute is for. */
  Optional<String> about(String attr) {
    Matcher matcher = ATTR.matcher(source);
    while (matcher.find()) {
      if (matcher.group(2).equals(attr)) {
        return Optional.of(words(matcher.group(1)));
      }
    }
    return Optional.empty();
  }

  /**
   * The refusals that stand in the source.
   *
   * @param prefix of their codes, as clients know the module
   */
  List<Refusal> refusals(String prefix) {
    Map<String, Refusal> all = new LinkedHashMap<>();
    Matcher matcher = REFUSAL.matcher(source);
    while (matcher.find()) {
      int status =
          switch (matcher.group(1)) {
            case "forbidden" -> 403;
            case "notFound" -> 404;
            default -> 400;
          };
      String sentence = matcher.group(3).translateEscapes().replaceAll("%[\\w.]", "…");
      all.putIfAbsent(
          matcher.group(2), Refusal.of(status, prefix + "_" + matcher.group(2), "%s", sentence));
    }
    return List.copyOf(all.values());
  }

  /** A comment as plain words: its text up to the first tag. */
  private static String words(String comment) {
    String text = comment.replaceAll("(?m)^\\s*\\* ?", "");
    int tag = text.indexOf("\n@");
    return (tag < 0 ? text : text.substring(0, tag))
        .replaceAll("\\{@(?:code|literal) ([^}]*)}", "$1")
        .replaceAll("\\{@link(?:plain)? #?([^}]*)}", "$1")
        .replaceAll("</?\\w+>", "")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
