package io.limp.boot;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value of the configuration as it holds, secrets masked.
 *
 * @param name of an option without its dashes, of a variable, or of a word of a package
 * @param value texts, numbers, booleans, lists and maps of these
 * @param from where it came from
 */
public record ConfigRow(String name, Object value, String from) {
  static final String MASK = "******";

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|passwd|secret|token|key|credential|private).*");
  private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");

  /** A row whose value is masked where its name, or one within it, is that of a secret. */
  static ConfigRow of(String name, @Nullable Object value, String from) {
    return new ConfigRow(name, masked(name, value), from);
  }

  /** A row whose value nobody shall see. */
  static ConfigRow secret(String name, String from) {
    return new ConfigRow(name, MASK, from);
  }

  private static Object masked(String name, @Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Boolean bool -> bool;
      case Object any when SECRET.matcher(name).matches() -> any.equals("") ? "" : MASK;
      case Number number -> number;
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(String.valueOf(key), masked(key.toString(), each)));
        yield copy;
      }
      case Collection<?> members -> {
        List<Object> copy = members.stream().map(each -> masked(name, each)).toList();
        yield copy;
      }
      default -> USER_INFO.matcher(value.toString()).replaceAll("//" + MASK + "@");
    };
  }
}
