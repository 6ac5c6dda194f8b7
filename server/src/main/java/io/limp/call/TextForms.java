package io.limp.call;

import io.limp.api.AttrType;
import io.limp.data.PhoneNumbers;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Pattern;

/** Which texts are values of the types that are texts of a certain form. */
public final class TextForms {
  // None can backtrack: each class of characters ends where the next begins.
  private static final Pattern PHONE = Pattern.compile("\\+[0-9]++");
  private static final String HOST = "https?://[\\w-]++(?:\\.[\\w-]{2,}+)++";
  private static final String PORT =
      "(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})";
  private static final Pattern WEB = Pattern.compile(HOST);
  private static final Pattern URL =
      Pattern.compile(HOST + "(?::" + PORT + ")?+(?:[/?#][^\\s\\p{Cntrl}]*+)?+");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIME =
      Pattern.compile("[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,6})?)?");
  private static final String BYTE = "(?:0|[1-9][0-9]{0,2})"; // 010 is 8 to some, 10 to others
  private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private TextForms() {}

  /** The text as it is kept where several texts mean the same. */
  static String kept(AttrType<?> type, String text) {
    return type instanceof AttrType.Phone(List<Integer> codes) && !codes.isEmpty()
        ? PhoneNumbers.e164(text, codes).orElse(text)
        : text;
  }

  /** True when the text is a value of the type, or the type has no form of its own. */
  public static boolean fits(AttrType<?> type, String text) {
    return switch (type) {
      case AttrType.Email _ -> isEmail(text);
      case AttrType.Phone(List<Integer> codes) ->
          PHONE.matcher(text).matches()
              && (codes.isEmpty()
                  || PhoneNumbers.e164(text, codes).filter(text::equals).isPresent());
      case AttrType.Web _ -> WEB.matcher(text).matches();
      case AttrType.Url _ -> URL.matcher(text).matches();
      case AttrType.Ip(AttrType.Ip.Version version) -> isIp(text, version);
      case AttrType.Date _ -> isOf(DATE, text, LocalDate::parse);
      case AttrType.Time _ -> isOf(TIME, text, LocalTime::parse);
      default -> true;
    };
  }

  /** Something, one {@code @}, and a host with a dot inside, without control characters. */
  private static boolean isEmail(String text) {
    int at = text.indexOf('@');
    int dot = text.indexOf('.', at + 2);
    return at >= 1
        && text.indexOf('@', at + 1) < 0
        && dot >= 0
        && dot < text.length() - 1
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** The forms are looked at first: no name may ever be looked up here. */
  private static boolean isIp(String text, AttrType.Ip.Version version) {
    boolean form =
        switch (version) {
          case FOUR -> IPV4.matcher(text).matches();
          case SIX -> IPV6.matcher(text).matches();
          case ANY -> IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
        };
    return form && isParsed(text, InetAddress::ofLiteral);
  }

  private static boolean isOf(Pattern form, String text, Parser parser) {
    return form.matcher(text).matches() && isParsed(text, parser);
  }

  private static boolean isParsed(String text, Parser parser) {
    try {
      return parser.parse(text) != null;
    } catch (DateTimeException | IllegalArgumentException e) {
      return false; // not one: that is the question
    }
  }

  /** What throws for a text that it does not understand. */
  @FunctionalInterface
  private interface Parser {
    Object parse(String text);
  }
}
