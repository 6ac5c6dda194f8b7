package io.limp.golden;

import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in this run for what differs from run to run: ids, session tokens and moments. A
 * recorded id that was not met before is learnt from the answer in which it appears.
 */
final class LiveValues {
  /** In an expected answer: a sentence of our own, which no client relies on. */
  static final String ANY_SENTENCE = "<any sentence>";

  /** In an expected answer: whatever is there, as long as something is. */
  static final String ANYTHING = "<anything>";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");
  private static final Pattern SYSTEM_ID = Pattern.compile("f0{19}\\d{4}");
  private static final Pattern OLD_TOKEN = Pattern.compile("[0-9a-fA-F]{8}|[A-Za-z0-9_-]{43}");
  private static final Pattern NEW_TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** A moment as level 6 writes it. */
  private static final Pattern MOMENT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?");

  private static final double HOUR = 3600;
  private static final double SESSION_LIFETIME = 30 * 24 * HOUR;

  /** All recordings were made within minutes of this moment. */
  private static final double RECORDED_AT = 1_795_385_320;

  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Map<String, String> tokens = new LinkedHashMap<>();
  private final double startedAt = Instant.now().getEpochSecond();

  /** What stands for a recorded text everywhere, though it is no id. */
  private final Map<String, String> texts = new LinkedHashMap<>();

  LiveValues() {
    tokens.put(TestClient.ANON_TOKEN, TestClient.ANON_TOKEN);
    tokens.put(TestClient6.ANON_TOKEN, TestClient6.ANON_TOKEN);
  }

  /** The values, in which that text stands for a recorded one. */
  LiveValues with(String recorded, String live) {
    texts.put(recorded, live);
    return this;
  }

  /** Recorded session tokens that have been met, with what stands for them. */
  Map<String, String> tokens() {
    return tokens;
  }

  /** The value with every known recorded id and token replaced, at any depth. */
  @Nullable Object live(@Nullable Object recorded) {
    return switch (recorded) {
      case String text -> {
        String id = ids.getOrDefault(text, tokens.getOrDefault(text, text));
        yield texts.getOrDefault(id, id);
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach(
            (key, value) ->
                copy.put(
                    (String) key,
                    ((String) key).endsWith("hash") && value instanceof String hash
                        ? liveHash(hash)
                        : live(value)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(member -> copy.add(live(member)));
        yield copy;
      }
      case null, default -> recorded;
    };
  }

  /** A hash of level 6, with what is in it replaced: it is JSON. */
  private String liveHash(String recorded) {
    try {
      String json = new String(Base64.getUrlDecoder().decode(recorded), StandardCharsets.UTF_8);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Wire.write(live(Wire.object(json))).getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return recorded; // nothing is in it
    }
  }

  /** The text with every known recorded id in it replaced. */
  String liveText(String recorded) {
    String text = recorded;
    for (Map.Entry<String, String> id : ids.entrySet()) {
      text = text.replace(id.getKey(), id.getValue());
    }
    return text;
  }

  /**
   * Where the answer is not what was expected, in words; learns the ids and tokens that are new.
   */
  List<String> learnFrom(@Nullable Object expected, @Nullable Object answered) {
    return new Comparison(true).compare("", expected, answered);
  }

  /** Where the answer is not what was expected, in words; learns nothing. */
  List<String> differences(@Nullable Object expected, @Nullable Object answered) {
    return new Comparison(false).compare("", expected, answered);
  }

  private final class Comparison {
    private final boolean learns;
    private final List<String> differences = new ArrayList<>();

    Comparison(boolean learns) {
      this.learns = learns;
    }

    List<String> compare(String path, @Nullable Object expected, @Nullable Object answered) {
      same(path, expected, answered);
      return differences;
    }

    private void same(String path, @Nullable Object expected, @Nullable Object answered) {
      switch (expected) {
        case String text when text.equals(ANYTHING) && answered != null -> {}
        case Map<?, ?> map when answered instanceof Map<?, ?> other -> objects(path, map, other);
        case List<?> list when answered instanceof List<?> other -> lists(path, list, other);
        case String text when answered instanceof String other -> texts(path, text, other);
        case Number number when answered instanceof Number other ->
            numbers(path, number.doubleValue(), other.doubleValue());
        case Boolean flag when flag.equals(answered) -> {}
        case null, default -> {
          if (expected != null || answered != null) {
            differ(path, expected, answered);
          }
        }
      }
    }

    private void objects(String path, Map<?, ?> expected, Map<?, ?> answered) {
      TreeSet<String> keys = new TreeSet<>();
      expected.keySet().forEach(key -> keys.add((String) key));
      answered.keySet().forEach(key -> keys.add((String) key));
      for (String key : keys) {
        String at = path.isEmpty() ? key : path + "." + key;
        if (!answered.containsKey(key)) {
          differences.add(at + " is missing; expected " + shown(expected.get(key)));
        } else if (!expected.containsKey(key)) {
          differences.add(at + " is there and should not: " + shown(answered.get(key)));
        } else {
          same(at, expected.get(key), answered.get(key));
        }
      }
    }

    private void lists(String path, List<?> expected, List<?> answered) {
      if (expected.size() != answered.size()) {
        differ(path + ".size", expected.size(), answered.size());
        return;
      }
      for (int i = 0; i < expected.size(); i++) {
        same(path + "[" + i + "]", expected.get(i), answered.get(i));
      }
    }

    private void texts(String path, String expected, String answered) {
      if (expected.equals(ANY_SENTENCE)) {
        if (answered.isBlank()) {
          differ(path, expected, answered);
        }
      } else if (ID.matcher(expected).matches() && !SYSTEM_ID.matcher(expected).matches()) {
        mapped(path, ids, expected, answered, ID);
      } else if (path.endsWith(".token") && OLD_TOKEN.matcher(expected).matches()) {
        mapped(path, tokens, expected, answered, NEW_TOKEN);
      } else if (MOMENT.matcher(expected).matches() && MOMENT.matcher(answered).matches()) {
        numbers(path, seconds(expected), seconds(answered));
      } else if (!texts.getOrDefault(expected, expected).equals(answered)) {
        differ(path, expected, answered);
      }
    }

    private static double seconds(String moment) {
      return LocalDateTime.parse(moment).toInstant(ZoneOffset.UTC).toEpochMilli() / 1000.0;
    }

    private void mapped(
        String path, Map<String, String> known, String expected, String answered, Pattern form) {
      Optional<String> live = Optional.ofNullable(known.get(expected));
      boolean fits = live.map(answered::equals).orElseGet(() -> form.matcher(answered).matches());
      if (!fits) {
        differ(path, live.map(value -> expected + " = " + value).orElse(expected), answered);
      } else if (learns) {
        known.put(expected, answered);
      }
    }

    /** Moments of the recording stand for moments of this run; all other numbers for themselves. */
    private void numbers(String path, double expected, double answered) {
      double sinceRecording = expected - RECORDED_AT;
      boolean right =
          Math.abs(sinceRecording) < HOUR
              ? Math.abs(answered - startedAt) < HOUR
              : Math.abs(sinceRecording - SESSION_LIFETIME) < HOUR
                  ? Math.abs(answered - startedAt - SESSION_LIFETIME) < HOUR
                  : expected == answered;
      if (!right) {
        differ(path, expected, answered);
      }
    }

    private void differ(String path, @Nullable Object expected, @Nullable Object answered) {
      differences.add(path + ": expected " + shown(expected) + ", answered " + shown(answered));
    }

    private static String shown(@Nullable Object value) {
      String text = value instanceof String string ? '"' + string + '"' : String.valueOf(value);
      return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
  }
}
