package io.limp.sdk;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.NumberRule;
import io.limp.api.Range;
import io.limp.api.Size;
import io.limp.api.TextRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Types in words: {@code list of 1 to 3 texts, at most 80 characters}. */
final class TypeText {
  private TypeText() {}

  static String of(AttrType<?> type) {
    return switch (type) {
      case AttrType.Any _ -> "any value";
      case AttrType.IdType _ -> "id";
      case AttrType.Str(TextRule rule) -> str(rule);
      case AttrType.Literal(List<String> values) -> "one of " + quoted(values);
      case AttrType.Language _ -> "one of the app's languages";
      case AttrType.Email _ -> "e-mail address";
      case AttrType.Phone(List<Integer> codes) ->
          "telephone number"
              + (codes.isEmpty()
                  ? ""
                  : codes.stream()
                      .map(code -> "+" + code)
                      .collect(Collectors.joining(", ", " of ", "")));
      case AttrType.Web _ -> "web address of a host";
      case AttrType.Url _ -> "web address";
      case AttrType.Ip(var version) ->
          switch (version) {
            case FOUR -> "IPv4 address";
            case SIX -> "IPv6 address";
            case ANY -> "IP address";
          };
      case AttrType.Date(var range) -> "day" + range(range);
      case AttrType.Time(var range) -> "time of the day" + range(range);
      case AttrType.Datetime(var range) -> "moment" + range(range);
      case AttrType.Counter(var rule) -> "counter `" + rule.pattern() + "`";
      case AttrType.SecretType _ -> "secret text";
      case AttrType.Int(NumberRule rule) -> "whole number" + number(rule);
      case AttrType.Decimal(NumberRule rule) -> "number" + number(rule);
      case AttrType.Bool _ -> "true or false";
      case AttrType.Locale _ -> "text in the app's languages";
      case AttrType.ListOf<?>(AttrType<?> of, Size size) -> "list" + size(size) + ": " + of(of);
      case AttrType.Dict _ -> "object";
      case AttrType.DictOf<?> dict -> dict(dict);
      case AttrType.Typed(List<Attr<?>> attrs) ->
          "object of " + attrs.stream().map(TypeText::member).collect(Collectors.joining("; "));
      case AttrType.Union(List<AttrType<?>> of) ->
          of.stream().map(TypeText::of).collect(Collectors.joining(" or "));
      case AttrType.Geo _ -> "point: longitude, latitude";
      case AttrType.File file -> file(file);
      case AttrType.AccessType _ -> "with whom it is shared";
      case AttrType.PrivilegesType _ -> "privileges by module";
      case AttrType.Own<?, ?> own -> "`" + own.word() + "`, made of " + of(own.of());
    };
  }

  private static String str(TextRule rule) {
    List<String> words = new ArrayList<>(List.of("text"));
    String length = between(rule.least(), rule.most());
    if (!length.isEmpty()) {
      words.add(length + " characters");
    }
    rule.pattern().ifPresent(pattern -> words.add("matches `" + pattern + "`"));
    return String.join(", ", words);
  }

  private static String number(NumberRule rule) {
    Number step = rule.step();
    return range(rule.from(), rule.to()) + (step == null ? "" : ", in steps of " + step);
  }

  private static String range(Range<?> range) {
    return range(range.from(), range.to());
  }

  private static String range(@Nullable Object from, @Nullable Object to) {
    return (from == null ? "" : " from " + from) + (to == null ? "" : " to " + to);
  }

  private static String size(Size size) {
    String count = between(size.least(), size.most());
    return count.isEmpty() ? "" : " of " + count;
  }

  private static String between(int least, int most) {
    return most == Integer.MAX_VALUE
        ? least == 0 ? "" : "at least " + least
        : least == 0 ? "at most " + most : least == most ? "" + least : least + " to " + most;
  }

  private static String dict(AttrType.DictOf<?> type) {
    String keys =
        type.rule().keys().equals(AttrType.str()) ? "" : ", keys: " + of(type.rule().keys());
    String required =
        type.rule().required().isEmpty()
            ? ""
            : ", always with " + quoted(List.copyOf(type.rule().required()));
    return "object" + size(type.rule().size()) + keys + required + ", values: " + of(type.of());
  }

  private static String member(Attr<?> attr) {
    return "`" + attr.name() + "` " + (attr.isOptional() ? "(optional) " : "") + of(attr.type());
  }

  private static String file(AttrType.File type) {
    String types = type.mediaTypes().isEmpty() ? "" : " of " + quoted(type.mediaTypes());
    String most =
        type.most() == Long.MAX_VALUE
            ? ""
            : String.format(Locale.ROOT, ", at most %,d bytes", type.most());
    return "file" + types + most;
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }
}
