package io.limp.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How large a regular expression becomes when it is compiled, told from its text: the compiler
 * writes every counted repetition out, and fills the memory with {@code ((a{900}){900}){900}}
 * before anyone could ask what came of it. The estimate may be too high, never much too low.
 */
final class PatternSize {
  /** What stands behind an opening brace; RE2 refuses counts of more than four digits. */
  private static final Pattern COUNTED = Pattern.compile("(\\d{1,6})(?:,(\\d{0,6}))?}");

  private final String pattern;
  private final long most;
  private final Deque<Long> outer = new ArrayDeque<>();

  /** Instructions of the group that is being read, and of the last of its parts. */
  private long size;

  private long last;
  private int at;

  private PatternSize(String pattern, long most) {
    this.pattern = pattern;
    this.most = most;
  }

  static boolean exceeds(String pattern, int most) {
    return new PatternSize(pattern, most).exceeds();
  }

  private boolean exceeds() {
    while (at < pattern.length()) {
      char next = pattern.charAt(at++);
      switch (next) {
        case '\\' -> escape();
        case '[' -> characterClass();
        case '{' -> repetition();
        case '(' -> {
          outer.push(size);
          size = 0;
          last = 0;
        }
        case ')' -> {
          long group = size + 1;
          size = outer.isEmpty() ? size : outer.pop();
          part(group);
        }
        default -> part(1);
      }
      if (size > most) {
        return true;
      }
    }
    return false;
  }

  private void part(long instructions) {
    last = instructions;
    size += instructions;
  }

  private void escape() {
    char escaped = at < pattern.length() ? pattern.charAt(at++) : '\\';
    if (escaped == 'Q') {
      int end = pattern.indexOf("\\E", at);
      int from = at;
      at = end < 0 ? pattern.length() : end + 2;
      part(at - from);
      last = 1;
    } else {
      boolean named = escaped == 'p' || escaped == 'P' || escaped == 'x';
      if (named && pattern.startsWith("{", at) && pattern.indexOf('}', at) > 0) {
        at = pattern.indexOf('}', at) + 1;
      }
      part(1);
    }
  }

  /** Whatever stands between the brackets is one instruction; a bracket that comes first is one. */
  private void characterClass() {
    if (pattern.startsWith("^", at)) {
      at++;
    }
    if (pattern.startsWith("]", at)) {
      at++;
    }
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      if (pattern.startsWith("[:", at) && pattern.indexOf(":]", at + 2) > 0) {
        at = pattern.indexOf(":]", at + 2) + 2;
      } else {
        at += pattern.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at++;
    part(1);
  }

  private void repetition() {
    Matcher counted = COUNTED.matcher(pattern).region(at, pattern.length());
    if (!counted.lookingAt()) {
      part(1);
      return;
    }
    at = counted.end();
    long times = Math.max(times(counted.group(1)), times(counted.group(2)));
    size += last * (times - 1);
    last *= times;
  }

  private static long times(@Nullable String bound) {
    return bound == null || bound.isEmpty() ? 1 : Long.parseLong(bound) + 1;
  }
}
