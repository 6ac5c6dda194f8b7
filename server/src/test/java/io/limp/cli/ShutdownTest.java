package io.limp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  private static final String ONCE_MORE = "Press Ctrl-C again within three seconds to stop.";

  private final List<String> said = new ArrayList<>();
  private final List<Integer> halted = new ArrayList<>();
  private long now = Long.MAX_VALUE - 1; // nanoTime may overflow at any time
  private final Shutdown shutdown = new Shutdown(() -> now, said::add, halted::add);

  @Test
  void oneCtrlCAsksForAnother() {
    shutdown.interrupt();

    assertThat(shutdown.isAsked()).isFalse();
    assertThat(said).containsExactly(ONCE_MORE);
  }

  @Test
  void twoWithinThreeSecondsStop() {
    shutdown.interrupt();
    now += Duration.ofSeconds(3).toNanos();
    shutdown.interrupt();

    assertThat(shutdown.isAsked()).isTrue();
    assertThat(said).containsExactly(ONCE_MORE, "Stopping.");
    assertThat(halted).isEmpty();
  }

  @Test
  void aSecondThatComesLateIsAFirst() {
    shutdown.interrupt();
    now += Duration.ofMillis(3001).toNanos();
    shutdown.interrupt();

    assertThat(shutdown.isAsked()).isFalse();
    assertThat(said).containsExactly(ONCE_MORE, ONCE_MORE);
  }

  @Test
  void aTermStopsAtOnceAndCleanly() {
    shutdown.terminate();

    assertThat(shutdown.isAsked()).isTrue();
    assertThat(halted).isEmpty();
  }

  @Test
  void anySignalWhileItStopsEndsTheProcess() {
    shutdown.terminate();
    shutdown.interrupt();
    shutdown.terminate();

    assertThat(halted).containsExactly(130, 143);
  }
}
