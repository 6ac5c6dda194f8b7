package io.limp.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike6.Spike6;
import io.limp.testing.TestApp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that spoke with the last original, of 2020, get from this server what they got from that
 * one, except where the wire contract demands better: {@link Level6Corrections} lists that, row by
 * row. Each recording begins with an empty database.
 */
class GoldenLevel6Test {
  @ParameterizedTest
  @ValueSource(strings = {"01_handshake", "02_session", "03_query", "04_crud"})
  void everyRecordedAnswerIsGivenAgainSaveForTheCorrections(String chapter) {
    Recording recording = Recording.read("level6", chapter);
    LiveValues values =
        new LiveValues()
            .with("+971500000000", "+971550000000")
            .with("some-1619@email.com", "ANON@LIMP.MASAAR.COM")
            .with("+0007453", "+971000000000")
            .with("__str-1966", "__ANON");
    try (TestApp app = Spike6.start()) {
      assertThat(
              new Replay(app, values, Replay.Manner.LEVEL_6)
                  .run(recording, Level6Corrections.of(recording)))
          .isEmpty();
    }
  }
}
