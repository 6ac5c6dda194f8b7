package io.limp.move;

import io.limp.api.AttrType;
import io.limp.api.DictRule;
import io.limp.api.NumberRule;
import io.limp.api.Range;
import io.limp.api.Size;
import io.limp.api.TextRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules of attributes' types as plain values, and back. What is no rule is left out. */
final class RuleForms {
  private RuleForms() {}

  /** The word alone where there is no rule. */
  static Object worded(String word, Map<String, Object> rule) {
    return rule.isEmpty() ? word : Map.of(word, rule);
  }

  /** The word with what is inside, the rule beside it. */
  static Object with(String word, Object inner, Map<String, Object> rule) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put(word, inner);
    form.putAll(rule);
    return form;
  }

  static Map<String, Object> of(TextRule rule) {
    Map<String, Object> form = new LinkedHashMap<>();
    if (rule.least() > 0 || rule.most() < Integer.MAX_VALUE) {
      form.put("length", List.of((long) rule.least(), (long) rule.most()));
    }
    rule.pattern().ifPresent(pattern -> form.put("pattern", pattern));
    return form;
  }

  static TextRule text(@Nullable Object form) {
    Size length = size(member(form, "length"));
    return new TextRule(
        length.least(),
        length.most(),
        member(form, "pattern") instanceof String pattern
            ? Optional.of(pattern)
            : Optional.empty());
  }

  static Map<String, Object> of(NumberRule rule) {
    Map<String, Object> form = new LinkedHashMap<>();
    put(form, "from", rule.from());
    put(form, "to", rule.to());
    put(form, "step", rule.step());
    return form;
  }

  static NumberRule number(@Nullable Object form) {
    return new NumberRule(
        member(form, "from") instanceof Number from ? from : null,
        member(form, "to") instanceof Number to ? to : null,
        member(form, "step") instanceof Number step ? step : null);
  }

  static Map<String, Object> of(Range<?> range) {
    Map<String, Object> form = new LinkedHashMap<>();
    put(form, "from", range.from() == null ? null : range.from().toString());
    put(form, "to", range.to() == null ? null : range.to().toString());
    return form;
  }

  static <T extends Comparable<? super T>> Range<T> range(
      @Nullable Object form, Function<String, T> parse) {
    return new Range<>(
        member(form, "from") instanceof String from ? parse.apply(from) : null,
        member(form, "to") instanceof String to ? parse.apply(to) : null);
  }

  static Map<String, Object> of(Size size) {
    return size.equals(Size.ANY)
        ? Map.of()
        : Map.of("size", List.of((long) size.least(), (long) size.most()));
  }

  static Size size(@Nullable Object form) {
    return form instanceof List<?> ends
            && ends.size() == 2
            && ends.get(0) instanceof Long least
            && ends.get(1) instanceof Long most
        ? new Size(least.intValue(), most.intValue())
        : Size.ANY;
  }

  static Map<String, Object> of(DictRule rule) {
    Map<String, Object> form = new LinkedHashMap<>(of(rule.size()));
    if (!rule.keys().equals(AttrType.str())) {
      form.put("keys", TypeForm.of(rule.keys()));
    }
    if (!rule.required().isEmpty()) {
      form.put("required", List.copyOf(rule.required()));
    }
    return form;
  }

  @SuppressWarnings("unchecked") // only a type of texts is ever written there
  static DictRule dict(Map<?, ?> form) {
    Object keys = form.get("keys");
    DictRule rule =
        DictRule.NONE.keys(keys == null ? AttrType.str() : (AttrType<String>) TypeForm.read(keys));
    Size size = size(form.get("size"));
    List<String> required =
        form.get("required") instanceof List<?> names
            ? names.stream().map(String::valueOf).toList()
            : List.of();
    return rule.size(size.least(), size.most()).required(required.toArray(String[]::new));
  }

  private static void put(Map<String, Object> form, String name, @Nullable Object value) {
    if (value != null) {
      form.put(name, value);
    }
  }

  private static @Nullable Object member(@Nullable Object form, String name) {
    return form instanceof Map<?, ?> map ? map.get(name) : null;
  }
}
