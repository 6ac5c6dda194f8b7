package io.limp.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** S18: nobody learns from a failed sign-in whether there is such a user. */
class UserEnumerationTest {
  private static TestApp app;

  @BeforeAll
  static void start() {
    app = Spike.start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void aKnownAndAnUnknownUserGetTheSameAnswer() {
    try (TestClient client = app.client()) {
      for (String key : List.of("email", "username", "phone")) {
        String known =
            Map.of("email", TestApp.ADMIN_EMAIL, "username", "__ADMIN", "phone", "+971550000000")
                .get(key);
        Map<String, Object> first = client.authenticate(key, known, "wrong").frame();
        Map<String, Object> second = client.authenticate(key, "nobody", "wrong").frame();
        ((Map<?, ?>) first.get("args")).remove("call_id");
        ((Map<?, ?>) second.get("args")).remove("call_id");
        assertThat(first).isEqualTo(second);
      }
    }
  }

  @Test
  void anUnknownUserTakesAsLongAsAKnownOne() {
    try (TestClient client = app.client()) {
      List<Duration> known = new ArrayList<>();
      List<Duration> unknown = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        known.add(timed(client, TestApp.ADMIN_EMAIL));
        unknown.add(timed(client, "nobody@example.com"));
      }
      // A password is worked on for tens of milliseconds, a lookup takes one: a coarse look will
      // do.
      assertThat(median(unknown)).isGreaterThan(median(known).dividedBy(4));
    }
  }

  private static Duration timed(TestClient client, String email) {
    Instant before = Instant.now();
    Answer answer = client.authenticate("email", email, "wrong");
    Duration took = Duration.between(before, Instant.now());
    answer.expect(403, "CORE_SESSION_INVALID_CREDS");
    return took;
  }

  private static Duration median(List<Duration> all) {
    return all.stream().sorted().toList().get(all.size() / 2);
  }
}
