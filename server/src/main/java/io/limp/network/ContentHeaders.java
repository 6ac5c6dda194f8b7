package io.limp.network;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The headers of content that somebody uploaded: its type and name are what that somebody says.
 * Types that a browser only shows are shown; all others (HTML, SVG, XML and what nobody has thought
 * of) are downloads without an origin, so that no script of a stranger runs as ours.
 */
final class ContentHeaders {
  private static final Duration EXPIRES = Duration.ofDays(30);
  private static final Pattern TYPE =
      Pattern.compile(
          "([a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+)(?:\\s*;\\s*charset=\"?([a-z0-9_-]+)\"?)?.*");
  private static final Set<String> SHOWN =
      Set.of("text/plain", "application/pdf", "application/json", "application/octet-stream");
  private static final Set<String> SHOWN_FAMILIES = Set.of("image", "audio", "video", "font");

  private ContentHeaders() {}

  static void put(HttpFields.Mutable headers, String name, String declaredType) {
    Matcher matcher = TYPE.matcher(declaredType.trim().toLowerCase(Locale.ROOT));
    String type = matcher.matches() ? matcher.group(1) : "application/octet-stream";
    String charset =
        matcher.matches() && matcher.group(2) != null ? "; charset=" + matcher.group(2) : "";
    headers.put(HttpHeader.CONTENT_TYPE, type + charset);
    boolean shown = isShown(type);
    headers.put(HttpHeader.CONTENT_DISPOSITION, disposition(shown ? "inline" : "attachment", name));
    if (!shown) {
      headers.put("Content-Security-Policy", "sandbox");
    }
  }

  /**
   * Content never changes under its name, so it is kept for long. What a session's permission
   * opened is kept by its own browser only, not by the caches on the way.
   */
  static void putCaching(HttpFields.Mutable headers, boolean forOneSession) {
    headers.put(
        HttpHeader.CACHE_CONTROL, (forOneSession ? "private" : "public") + ", max-age=31536000");
    headers.put(
        HttpHeader.EXPIRES, DateGenerator.formatDate(Instant.now().plus(EXPIRES).toEpochMilli()));
    headers.put(HttpHeader.VARY, "Authorization, X-Auth-Bearer, X-Auth-Token");
  }

  private static boolean isShown(String type) {
    if (type.endsWith("xml")) { // image/svg+xml and its kin
      return false;
    }
    return SHOWN.contains(type) || SHOWN_FAMILIES.contains(type.substring(0, type.indexOf('/')));
  }

  /** RFC 6266: the name as old clients can read it, and as it is. */
  private static String disposition(String how, String name) {
    StringBuilder plain = new StringBuilder();
    StringBuilder encoded = new StringBuilder();
    name.codePoints()
        .filter(c -> !Character.isISOControl(c))
        .map(c -> c == '/' || c == '\\' ? '_' : c)
        .forEach(
            c -> {
              plain.append(c >= ' ' && c < 0x7f && c != '"' && c != '%' ? (char) c : '_');
              for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                if (isAttrChar(b)) {
                  encoded.append((char) b);
                } else {
                  encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
              }
            });
    if (plain.isEmpty()) {
      return how;
    }
    return how + "; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
  }

  /** RFC 5987, attr-char. */
  private static boolean isAttrChar(byte b) {
    return (b >= '0' && b <= '9')
        || (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || "!#$&+-.^_`|~".indexOf(b) >= 0;
  }
}
