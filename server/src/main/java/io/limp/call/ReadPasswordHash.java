package io.limp.call;

import io.limp.call.Json.NotJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What clients send as {@code hash} hides nothing: the password is in it, together with what one
 * signs in with. Each generation has put it there in its own way.
 *
 * <pre>
 * 1    base64url of {"password": P, "email": E}
 * 5.0  base64url of {"hash": ["email", E, P]}
 * 5.6  base64url of {"hash": ["email", E, P, anonymous token]}
 * 6.1  email E P anonymous token, one after the other
 * </pre>
 *
 * What is none of these is a secret as it stands.
 */
final class ReadPasswordHash {
  private final String anonToken;

  ReadPasswordHash(String anonToken) {
    this.anonToken = anonToken;
  }

  /**
   * What was in a hash.
   *
   * @param attr what one signs in with, such as email; empty: the hash does not say
   * @param value such as the e-mail address; empty: the hash does not say
   */
  record Read(String password, Optional<String> attr, Optional<String> value) {
    /** True unless the hash was made for something else. */
    boolean isFor(String otherAttr, String otherValue) {
      return attr.map(otherAttr::equals).orElse(true) && value.map(otherValue::equals).orElse(true);
    }
  }

  Read read(String hash, String attr, Optional<String> value) {
    Object json = decoded(hash);
    if (json instanceof Map<?, ?> map) {
      if (map.get("password") instanceof String password) {
        return new Read(password, Optional.empty(), text(map.get(attr)));
      }
      if (map.get("hash") instanceof List<?> parts
          && (parts.size() == 3 || parts.size() == 4)
          && parts.get(2) instanceof String password) {
        return new Read(password, text(parts.get(0)), text(parts.get(1)));
      }
    }
    return new Read(plain(hash, attr, value), Optional.empty(), Optional.empty());
  }

  /** Empty when there is a password in the text and nobody can say where it begins. */
  private String plain(String hash, String attr, Optional<String> value) {
    String before = attr + value.orElse("");
    boolean plain =
        hash.length() > before.length() + anonToken.length()
            && hash.startsWith(before)
            && hash.endsWith(anonToken);
    if (!plain) {
      return hash;
    }
    return value.isEmpty()
        ? ""
        : hash.substring(before.length(), hash.length() - anonToken.length());
  }

  private static @Nullable Object decoded(String hash) {
    try {
      return Json.read(new String(Base64.getUrlDecoder().decode(hash), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | NotJson e) {
      return null; // no JSON in it: another form, or none
    }
  }

  private static Optional<String> text(@Nullable Object value) {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
