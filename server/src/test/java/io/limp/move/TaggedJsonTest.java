package io.limp.move;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Id;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaggedJsonTest {
  static List<@Nullable Object> values() {
    Id id = Id.of("5f00000000000000000000a1");
    Map<String, @Nullable Object> free = new LinkedHashMap<>();
    free.put("id", id);
    free.put("at", Instant.parse("2026-11-23T04:25:20.123Z"));
    free.put("secret", Secret.of("hush"));
    free.put("nothing", null);
    free.put("members", Arrays.asList(1L, 1.0, null, List.of(id)));
    List<@Nullable Object> values = new ArrayList<>();
    values.add(null);
    values.addAll(
        List.of(
            true,
            "text \"with\" \n everything \u0000 \ud83d\ude00 \u2028",
            5L,
            5.0,
            -0.0,
            5.0e10,
            1.0e300,
            Long.MIN_VALUE,
            9007199254740993L,
            0.1,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            id,
            Instant.EPOCH,
            Instant.ofEpochMilli(-62135596800001L),
            Secret.of(""),
            free,
            Map.of(),
            List.of(),
            Map.of("$id", "5f00000000000000000000a1"),
            Map.of("$id", id),
            Map.of("$object", Map.of("$secret", 1L)),
            Map.of("plain", 1L, "$at", "now"),
            Map.of("$", Map.of("", 1L))));
    return values;
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueIsReadAsItWasWritten(@Nullable Object value) {
    assertThat(TaggedJson.value(TaggedJson.bytes(value))).isEqualTo(value);
    assertThat(TaggedJson.value(TaggedJson.pretty(value))).isEqualTo(value);
    assertThat(TaggedJson.bytes(value)).doesNotContain('\n');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\":1",
        "{\"a\":1}x",
        "{\"a\":1,\"a\":2}",
        "[1",
        "1 2",
        "nul",
        "99999999999999999999",
        "{\"$id\":\"short\"}",
        "{\"$id\":1}",
        "{\"$at\":\"today\"}",
        "{\"$new\":\"x\"}",
        "{\"$number\":\"many\"}",
        "{\"$object\":1}",
        "{\"$id\":\"5f00000000000000000000a1\",\"b\":1}"
      })
  void whatThisProgramDoesNotWriteIsRefused(String text) {
    assertThatThrownBy(() -> TaggedJson.value(text.getBytes(UTF_8)))
        .isInstanceOf(TaggedJson.NotReadable.class);
  }
}
