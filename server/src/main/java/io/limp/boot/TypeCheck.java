package io.limp.boot;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.TextRule;
import io.limp.data.BadPattern;
import io.limp.data.Patterns;
import java.util.Optional;
import java.util.stream.Stream;

/** The mistakes in the types of a module's attributes that javac cannot see: patterns are texts. */
final class TypeCheck {
  private TypeCheck() {}

  /** A mistake, and the word of the source that it is about. */
  record Wrong(String word, String sentence) {}

  /** What is wrong with a type, or with one inside it. */
  static Optional<Wrong> wrong(AttrType<?> type) {
    return switch (type) {
      case AttrType.Str(TextRule rule) -> rule.pattern().flatMap(TypeCheck::wrongPattern);
      case AttrType.ListOf<?> list -> wrong(list.of());
      case AttrType.DictOf<?> dict -> wrong(dict.rule().keys()).or(() -> wrong(dict.of()));
      case AttrType.Typed typed -> first(typed.attrs().stream().map(Attr::type));
      case AttrType.Union union -> first(union.of().stream());
      case AttrType.Own<?, ?> own -> wrong(own.of());
      default -> Optional.empty();
    };
  }

  private static Optional<Wrong> first(Stream<? extends AttrType<?>> types) {
    return types.map(TypeCheck::wrong).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Wrong> wrongPattern(String pattern) {
    try {
      Patterns.exact(pattern);
      return Optional.empty();
    } catch (BadPattern e) {
      return Optional.of(new Wrong(pattern, "the pattern " + pattern + ": " + e.getMessage()));
    }
  }
}
