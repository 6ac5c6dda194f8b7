package io.limp.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.limp.api.Refusal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlidingSignInLimitTest {
  private Instant now = Instant.EPOCH;
  private final SlidingSignInLimit limit = new SlidingSignInLimit(() -> now);

  @Test
  void refusesAnAccountThatIsGuessedAtFromOneAddress() {
    attempt(SlidingSignInLimit.FOR_ONE_ACCOUNT, "a");

    Refusal refusal = catchThrowableOfType(Refusal.class, () -> limit.attempt("1.2.3.4", "a"));

    assertThat(refusal.status()).isEqualTo(429);
    assertThatCode(() -> limit.attempt("1.2.3.4", "b")).doesNotThrowAnyException();
    assertThatCode(() -> limit.attempt("5.6.7.8", "a")).doesNotThrowAnyException();
  }

  @Test
  void refusesAnAddressThatTriesManyAccounts() {
    for (int i = 0; i < SlidingSignInLimit.FROM_ONE_ADDRESS; i++) {
      limit.attempt("1.2.3.4", "user" + i);
    }

    assertThat(catchThrowableOfType(Refusal.class, () -> limit.attempt("1.2.3.4", "one more")))
        .isNotNull();
  }

  @Test
  void forgivesAfterAMinuteAndDoesNotCountWhatItRefused() {
    attempt(SlidingSignInLimit.FOR_ONE_ACCOUNT, "a");
    now = now.plus(SlidingSignInLimit.WINDOW).minusMillis(1);
    assertThat(catchThrowableOfType(Refusal.class, () -> limit.attempt("1.2.3.4", "a")))
        .isNotNull();

    now = now.plusMillis(1);

    assertThatCode(() -> limit.attempt("1.2.3.4", "a")).doesNotThrowAnyException();
  }

  @Test
  void doesNotCountTheRightPassword() {
    for (int i = 0; i < 10 * SlidingSignInLimit.FROM_ONE_ADDRESS; i++) {
      limit.attempt("1.2.3.4", "a");
      limit.succeeded("1.2.3.4", "a");
    }

    assertThatCode(() -> limit.attempt("1.2.3.4", "a")).doesNotThrowAnyException();
  }

  private void attempt(int times, String account) {
    for (int i = 0; i < times; i++) {
      limit.attempt("1.2.3.4", account);
    }
  }
}
