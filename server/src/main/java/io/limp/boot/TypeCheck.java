package io.limp.boot;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.CounterRule;
import io.limp.api.ModuleSpec;
import io.limp.api.TextRule;
import io.limp.call.base.CounterText;
import io.limp.data.BadPattern;
import io.limp.data.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The mistakes in the types of a module's attributes that javac cannot see: patterns are texts. */
final class TypeCheck {
  private final ModuleSpec spec;

  TypeCheck(ModuleSpec spec) {
    this.spec = spec;
  }

  /** A mistake, and the word of the source that it is about. */
  record Wrong(String word, String sentence) {}

  /** What is wrong with a type, or with one inside it. */
  Optional<Wrong> wrong(AttrType<?> type) {
    return switch (type) {
      case AttrType.Str(TextRule rule) -> rule.pattern().flatMap(TypeCheck::wrongPattern);
      case AttrType.Counter(CounterRule rule) -> wrongCounter(rule);
      case AttrType.ListOf<?> list -> wrong(list.of());
      case AttrType.DictOf<?> dict -> wrong(dict.rule().keys()).or(() -> wrong(dict.of()));
      case AttrType.Typed typed -> first(typed.attrs().stream().map(Attr::type));
      case AttrType.Union union -> first(union.of().stream());
      case AttrType.Own<?, ?> own -> wrong(own.of());
      default -> Optional.empty();
    };
  }

  private Optional<Wrong> first(Stream<? extends AttrType<?>> types) {
    return types.map(this::wrong).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Wrong> wrongPattern(String pattern) {
    try {
      Patterns.exact(pattern);
      return Optional.empty();
    } catch (BadPattern e) {
      return Optional.of(new Wrong(pattern, "the pattern " + pattern + ": " + e.getMessage()));
    }
  }

  private Optional<Wrong> wrongCounter(CounterRule rule) {
    CounterText text;
    try {
      text = new CounterText(rule);
    } catch (IllegalArgumentException e) {
      return Optional.of(new Wrong(rule.pattern(), "the counter " + e.getMessage()));
    }
    for (String name : text.attrs()) {
      @Nullable Attr<?> attr = spec.attr(name).orElse(null);
      if (attr == null) {
        List<String> right = new ArrayList<>(spec.attrs().stream().map(Attr::name).toList());
        right.addAll(CounterText.MOMENT);
        right.addAll(rule.values().keySet());
        return Optional.of(
            new Wrong(
                name,
                "the counter: " + NearestName.sentence("attribute", name, spec.name(), right)));
      }
      if (attr.source() == Attr.Source.COUNTER || attr.isHidden() || !isShort(attr.type())) {
        return Optional.of(
            new Wrong(
                name,
                "the counter cannot hold "
                    + name
                    + ", only what is a text, a number, a day or an id, and not hidden"));
      }
    }
    return Optional.empty();
  }

  private static boolean isShort(AttrType<?> type) {
    return switch (type.stored()) {
      case AttrType.Str _,
          AttrType.Int _,
          AttrType.Literal _,
          AttrType.Language _,
          AttrType.Date _,
          AttrType.IdType _ ->
          true;
      default -> false;
    };
  }
}
