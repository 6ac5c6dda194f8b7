package io.limp.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until the test moves it. */
public final class FakeClock implements InstantSource {
  private final AtomicReference<Instant> now;

  private FakeClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  public static FakeClock at(Instant now) {
    return new FakeClock(now);
  }

  /** A clock that stands at the real moment. */
  public static FakeClock now() {
    return new FakeClock(Instant.now());
  }

  public void forward(Duration by) {
    now.updateAndGet(before -> before.plus(by));
  }

  @Override
  public Instant instant() {
    return now.get();
  }
}
