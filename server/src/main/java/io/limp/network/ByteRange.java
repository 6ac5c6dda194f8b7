package io.limp.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Range header asks for. A header that is malformed, or asks for several ranges, asks for
 * the whole (RFC 9110, 14.2).
 */
sealed interface ByteRange {
  record Whole() implements ByteRange {}

  record Part(long first, long last) implements ByteRange {
    long length() {
      return last - first + 1;
    }
  }

  /** Not a byte of the file is in it. */
  record Outside() implements ByteRange {}

  /** Up to 18 digits: more would not fit, and no file is that long. */
  Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  static ByteRange of(String header, long size) {
    Matcher matcher = SINGLE.matcher(header);
    if (!matcher.matches()) {
      return new Whole();
    }
    String from = matcher.group(1);
    String to = matcher.group(2);
    if (from.isEmpty()) {
      if (to.isEmpty()) {
        return new Whole();
      }
      long tail = Math.min(size, Long.parseLong(to));
      return tail == 0 ? new Outside() : new Part(size - tail, size - 1);
    }
    long first = Long.parseLong(from);
    long last = to.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(to));
    if (!to.isEmpty() && Long.parseLong(to) < first) {
      return new Whole();
    }
    return first >= size ? new Outside() : new Part(first, last);
  }
}
