package io.limp.golden;

import io.limp.testing.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this server answers otherwise than the original of level 6: the label in the recording, the
 * clause of the wire contract that demands it ({@code 5.n}: the original's bug of that number;
 * {@code 6}: the table of what is done instead), and the right answer.
 */
final class Level6Corrections {
  private static final List<String> SYSTEM_USERS =
      List.of("f00000000000000000000010", "f00000000000000000000011");

  private Level6Corrections() {}

  static Corrections of(Recording recording) {
    return new Corrections(recording);
  }

  /**
   * What differs wherever it stands. 1.4: there is one database for all levels, and the language of
   * its first users is en_AE. 2.3: a user has the attributes that the app gives its users, here
   * some more. 5.9: the user agent is what the client says it is.
   */
  static @Nullable Object everywhere(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, member) -> copy.put((String) key, everywhere(member)));
        if ("".equals(copy.get("user_agent"))) {
          copy.put("user_agent", Replay.USER_AGENT);
        }
        if (copy.containsKey("username") && copy.containsKey("privileges")) {
          user(copy);
        }
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(member -> copy.add(everywhere(member)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  private static void user(Map<String, @Nullable Object> user) {
    boolean system = SYSTEM_USERS.contains(user.get("_id"));
    String name = "__" + (SYSTEM_USERS.getFirst().equals(user.get("_id")) ? "ADMIN" : "ANON");
    user.put("bio", system ? Wire.locales(name) : null);
    user.put("address", system ? Wire.locales(name) : null);
    user.put("postal_code", system ? name : null);
    user.put("website", system ? "https://" + name.substring(2) + ".limp.masaar.com" : null);
    user.put("attrs", system ? null : Map.of());
    user.put("settings", Map.of());
    if (system) {
      user.put("locale", "en_AE");
    }
  }
}
