package io.limp.history;

import io.limp.testing.TestApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests that each have a press of their own. */
abstract class PressTest {
  HistoryApp press;

  /** With which database. */
  TestApp.Setup setup() {
    return TestApp.of();
  }

  @BeforeEach
  final void startPress() {
    press = new HistoryApp(setup());
  }

  @AfterEach
  final void stopPress() {
    press.close();
  }
}
