package io.limp.call;

import io.limp.data.PlainValues;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of objects that clients send: none may be mistaken for a path or an operator, or be one
 * that a database cannot keep.
 */
public final class PlainKeys {
  private PlainKeys() {}

  /** True for a key that can be asked for by a path. */
  public static boolean isPlain(String key) {
    return !key.isEmpty()
        && key.charAt(0) != '$'
        && key.chars().allMatch(c -> c >= ' ' && c != '.' && c != '"' && c != '\\' && c != 0x7f);
  }

  /** True for keys that are, joined by dots. */
  public static boolean arePlain(String path) {
    for (String key : path.split("\\.", -1)) {
      if (!isPlain(key)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Looks at every key in a value.
   *
   * @throws io.limp.api.Refusal for the first that is not plain
   */
  static void check(LoadedModule module, String path, @Nullable Object given) {
    switch (given) {
      case Map<?, ?> map ->
          map.forEach(
              (key, member) -> {
                checkKey(module, path, (String) key);
                check(module, path + "." + key, member);
              });
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          check(module, path + "[" + i + "]", list.get(i));
        }
      }
      case null, default -> {
        // It has no keys.
      }
    }
  }

  static void checkKey(LoadedModule module, String path, String key) {
    if (!isPlain(key)) {
      throw Codes.invalidAttr(
          module,
          path,
          "a key may not be empty, begin with $ or hold a dot or a control character, as "
              + PlainValues.shown(key)
              + " does");
    }
  }
}
