package io.limp.data;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Optional;

/** Telephone numbers as the countries really give them out. */
public final class PhoneNumbers {
  /** What a number with spaces, hyphens and brackets may have; a longer text is none. */
  private static final int LONGEST = 40;

  private PhoneNumbers() {}

  /** The plans of all countries, read when the first number is asked for. */
  private static final class Plans {
    static final PhoneNumberUtil ALL = PhoneNumberUtil.getInstance();
  }

  /**
   * The number as E.164 ({@code +971501234567}), where it is a valid one of one of these countries.
   *
   * @param text with {@code +} and the country's code; spaces, hyphens, dots and brackets may stand
   *     in it
   */
  public static Optional<String> e164(String text, List<Integer> countryCodes) {
    if (text.length() > LONGEST
        || !text.startsWith("+")
        || !text.chars().allMatch(c -> isPart(c))) {
      return Optional.empty();
    }
    try {
      PhoneNumber number = Plans.ALL.parse(text, null);
      return countryCodes.contains(number.getCountryCode()) && Plans.ALL.isValidNumber(number)
          ? Optional.of(Plans.ALL.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty(); // none: that is the question
    }
  }

  private static boolean isPart(int letter) {
    return (letter >= '0' && letter <= '9') || "+ -.()".indexOf(letter) >= 0;
  }
}
