package io.limp.network;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a header such as {@code form-data; name="photo"; filename="a.png"}, as RFC 6266
 * and the forms of browsers write them.
 */
record HeaderParameters(Map<String, String> all) {
  // None can backtrack: each class of characters ends where the next begins.
  private static final Pattern PARAMETER =
      Pattern.compile(
          ";\\s*+([a-zA-Z0-9!#$&+.^_`|~*-]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\\s\"]++))");
  private static final Pattern QUOTED = Pattern.compile("\\\\([\"\\\\])");
  private static final String UTF_8 = "utf-8''";

  static HeaderParameters of(String header) {
    Map<String, String> all = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      String value = quoted == null ? matcher.group(3) : QUOTED.matcher(quoted).replaceAll("$1");
      all.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
    }
    return new HeaderParameters(all);
  }

  Optional<String> named(String name) {
    return Optional.ofNullable(all.get(name));
  }

  /** The name of a file; {@code filename*} wins, where it can be read. */
  Optional<String> fileName() {
    return named("filename*").flatMap(HeaderParameters::decoded).or(() -> named("filename"));
  }

  private static Optional<String> decoded(String value) {
    return value.toLowerCase(Locale.ROOT).startsWith(UTF_8)
        ? RequestPath.decode(value.substring(UTF_8.length()))
        : Optional.empty();
  }

  /** What a browser cannot put into quotes it writes in percent: {@code %22}, {@code %0D%0A}. */
  static String unescaped(String name) {
    return name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
  }
}
