package io.limp.data;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.DictRule;
import io.limp.api.NumberRule;
import io.limp.api.Range;
import io.limp.api.Size;
import io.limp.api.TextRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an attribute's type demands of a plain value beyond being one of the type: its length, its
 * pattern, its range, how many members. For values that clients send, that updates make, and that
 * are stored.
 */
public final class TypeRules {
  private TypeRules() {}

  /** Why the value is not one that the type takes; its members are not looked at. */
  public static Optional<String> broken(AttrType<?> type, Object plain) {
    return switch (type) {
      case AttrType.Str(TextRule rule) when plain instanceof String text -> text(rule, text);
      case AttrType.Int(NumberRule rule) when plain instanceof Number n -> number(rule, n);
      case AttrType.Decimal(NumberRule rule) when plain instanceof Number n -> number(rule, n);
      case AttrType.Date(Range<LocalDate> range) when plain instanceof String text ->
          parsed(text, LocalDate::parse).flatMap(day -> within(range, day));
      case AttrType.Time(Range<LocalTime> range) when plain instanceof String text ->
          parsed(text, LocalTime::parse).flatMap(time -> within(range, time));
      case AttrType.Datetime(Range<Instant> range) when plain instanceof Instant moment ->
          within(range, moment);
      case AttrType.ListOf<?> list when plain instanceof List<?> members ->
          size(list.size(), members.size(), "member");
      case AttrType.DictOf<?> dict when plain instanceof Map<?, ?> map -> keys(dict.rule(), map);
      case AttrType.Typed typed when plain instanceof Map<?, ?> map ->
          typed.attrs().stream()
              .filter(attr -> !attr.isOptional() && map.get(attr.name()) == null)
              .findFirst()
              .map(attr -> "it must have " + attr.name());
      case AttrType<?> _ -> Optional.empty();
    };
  }

  /** The same for the value and all that is in it. */
  public static Optional<String> brokenWithin(AttrType<?> type, @Nullable Object plain) {
    if (plain == null) {
      return Optional.empty();
    }
    return broken(type, plain)
        .or(
            () ->
                switch (type) {
                  case AttrType.ListOf<?> list when plain instanceof List<?> members ->
                      first(members.stream().map(each -> brokenWithin(list.of(), each)).toList());
                  case AttrType.DictOf<?> dict when plain instanceof Map<?, ?> map ->
                      first(
                          map.values().stream()
                              .map(each -> brokenWithin(dict.of(), each))
                              .toList());
                  case AttrType.Typed typed when plain instanceof Map<?, ?> map ->
                      first(typed.attrs().stream().map(attr -> within(attr, map)).toList());
                  case AttrType<?> _ -> Optional.empty();
                });
  }

  private static Optional<String> within(Attr<?> attr, Map<?, ?> map) {
    return brokenWithin(attr.type().stored(), map.get(attr.name()));
  }

  private static Optional<String> first(List<Optional<String>> each) {
    return each.stream().flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> text(TextRule rule, String text) {
    if (rule.least() > 0 || rule.most() < Integer.MAX_VALUE) {
      int letters = text.codePointCount(0, text.length());
      if (letters < rule.least() || letters > rule.most()) {
        return Optional.of(
            "it must have " + between(rule.least(), rule.most()) + " characters, not " + letters);
      }
    }
    return rule.pattern()
        .filter(pattern -> !Patterns.exact(pattern).matches(text))
        .map(pattern -> "it must match " + pattern);
  }

  private static Optional<String> number(NumberRule rule, Number number) {
    Number from = rule.from();
    Number to = rule.to();
    if ((from != null && exact(number).compareTo(exact(from)) < 0)
        || (to != null && exact(number).compareTo(exact(to)) > 0)) {
      return Optional.of("it must be " + range(from, to));
    }
    Number step = rule.step();
    if (step != null) {
      BigDecimal start = from == null ? BigDecimal.ZERO : exact(from);
      if (exact(number).subtract(start).remainder(exact(step)).signum() != 0) {
        return Optional.of(
            "it must go in steps of " + step + (from == null ? "" : ", counted from " + from));
      }
    }
    return Optional.empty();
  }

  /** Empty for a text that was stored when the type was another. */
  private static <T> Optional<T> parsed(String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** As people write it: 0.1 is one tenth. */
  private static BigDecimal exact(Number number) {
    return number instanceof Double
        ? BigDecimal.valueOf(number.doubleValue())
        : new BigDecimal(number.toString());
  }

  private static <T extends Comparable<? super T>> Optional<String> within(
      Range<T> range, T value) {
    return range.has(value)
        ? Optional.empty()
        : Optional.of("it must be " + range(range.from(), range.to()));
  }

  private static String range(@Nullable Object from, @Nullable Object to) {
    return to == null
        ? from + " or more"
        : from == null ? to + " or less" : "from " + from + " to " + to;
  }

  private static Optional<String> size(Size size, int count, String what) {
    return size.takes(count)
        ? Optional.empty()
        : Optional.of(
            "it must have " + between(size.least(), size.most()) + " " + what + "s, not " + count);
  }

  private static String between(int least, int most) {
    return most == Integer.MAX_VALUE
        ? "at least " + least
        : least == 0 ? "at most " + most : least == most ? least + "" : least + " to " + most;
  }

  private static Optional<String> keys(DictRule rule, Map<?, ?> map) {
    return rule.required().stream()
        .filter(key -> map.get(key) == null)
        .findFirst()
        .map(key -> "it must have the key " + key)
        .or(() -> size(rule.size(), map.size(), "key"));
  }
}
