package io.limp.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Id;
import io.limp.api.Secret;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLite itself says whether what is written is its form of JSON, and writes what is read. */
class JsonbTest {
  private Connection sqlite;

  @BeforeEach
  void open() throws SQLException {
    sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
  }

  @AfterEach
  void close() throws SQLException {
    sqlite.close();
  }

  private String json(@Nullable Object plain) throws SQLException {
    return new String(ask("SELECT json(?)", JsonbWriter.bytes(plain)), StandardCharsets.UTF_8);
  }

  private byte[] ask(String sql, byte[] value) throws SQLException {
    try (PreparedStatement statement = sqlite.prepareStatement(sql)) {
      statement.setBytes(1, value);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBytes(1);
      }
    }
  }

  private @Nullable Object madeBySqlite(String json) throws SQLException {
    return read(ask("SELECT jsonb(CAST(? AS TEXT))", json.getBytes(StandardCharsets.UTF_8)));
  }

  private static @Nullable Object read(byte[] jsonb) {
    JsonbReader in = new JsonbReader(jsonb);
    in.next();
    return in.value();
  }

  @Test
  void everyKindOfValueIsReadBySqlite() throws SQLException {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("nothing", null);
    all.put("yes", true);
    all.put("no", false);
    all.put("least", Long.MIN_VALUE);
    all.put("small", -7);
    all.put("decimal", -1.5e-300);
    all.put("id", Id.of("0123456789abcdef01234567"));
    all.put("time", Instant.ofEpochMilli(-5));
    all.put("secret", Secret.of("hush"));
    all.put("list", List.of(List.of(), Map.of(), "x"));
    assertThat(json(all))
        .isEqualTo(
            "{\"nothing\":null,\"yes\":true,\"no\":false,\"least\":-9223372036854775808,\"small\":-7,"
                + "\"decimal\":-1.5E-300,\"id\":\"0123456789abcdef01234567\",\"time\":-5,"
                + "\"secret\":\"hush\",\"list\":[[],{},\"x\"]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "\"", "\\", "\n\t\u0001", "é", "\uD83D\uDE00", "a\u0000b", "'; --", "/"})
  void textsAreTheSameThere(String text) throws Exception {
    Map<String, Object> object = Map.of(text, text);
    byte[] json = json(object).getBytes(StandardCharsets.UTF_8);
    assertThat(PlainJson.value(json)).isEqualTo(object);
    assertThat(read(JsonbWriter.bytes(object))).isEqualTo(object);
    assertThat(madeBySqlite(json(object))).isEqualTo(object);
  }

  @Test
  void halfOfASurrogatePairBecomesAQuestionMark() throws SQLException {
    assertThat(json("a\uD83D")).isEqualTo("\"a?\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 12, 255, 256, 65535, 65536, 20_000_000})
  void sizesAreWrittenInAsManyBytesAsTheyNeed(int size) throws SQLException {
    String text = "x".repeat(size);
    assertThat(read(JsonbWriter.bytes(text))).isEqualTo(text);
    assertThat(read(JsonbWriter.bytes(List.of(text, 1L)))).isEqualTo(List.of(text, 1L));
    // To the byte: SQLite makes the same of the text.
    assertThat(JsonbWriter.bytes(text))
        .isEqualTo(
            ask(
                "SELECT jsonb(CAST(? AS TEXT))",
                ('"' + text + '"').getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void escapesThatSqliteKeepsAreRead() throws SQLException {
    assertThat(madeBySqlite("{\"a\\u00e9\\\"\": \"\\ud83d\\ude00\\/\\n\"}"))
        .isEqualTo(Map.of("aé\"", "\uD83D\uDE00/\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-0", "9223372036854775807", "-9223372036854775808", "123456789012345678"})
  void wholeNumbersAreLongs(String number) throws SQLException {
    assertThat(madeBySqlite(number)).isEqualTo(Long.parseLong(number));
  }

  @Test
  void whatNoLongHoldsIsADouble() throws SQLException {
    assertThat(madeBySqlite("9223372036854775808")).isEqualTo(0x1p63);
  }

  @Test
  void randomValuesComeBackFromSqliteAsTheyWere() throws SQLException {
    Random random = new Random(42);
    for (int i = 0; i < 2000; i++) {
      Object value = value(random, 4);
      byte[] ours = JsonbWriter.bytes(value);
      assertThat(read(ours)).isEqualTo(value);
      assertThat(madeBySqlite(json(value))).isEqualTo(value);
      assertThat(ask("SELECT json_valid(?, 8)", ours)).asString().isEqualTo("1");
    }
  }

  private static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong() >> random.nextInt(64);
      case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300));
      case 4 -> text(random);
      case 5 -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          list.add(value(random, depth - 1));
        }
        yield list;
      }
      default -> {
        Map<String, @Nullable Object> object = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          object.put(text(random), value(random, depth - 1));
        }
        yield object;
      }
    };
  }

  private static String text(Random random) {
    int[] points = random.ints(random.nextInt(300), 0, 0x250).toArray();
    return new String(points, 0, points.length);
  }

  @Test
  void whatEndsTooEarlyIsDamaged() {
    byte[] whole = JsonbWriter.bytes(Collections.nCopies(10, "text"));
    for (int length = 1; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(RuntimeException.class);
    }
  }
}
