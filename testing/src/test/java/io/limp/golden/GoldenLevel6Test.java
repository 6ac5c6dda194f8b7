package io.limp.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike6.Spike6;
import io.limp.testing.TestApp;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Clients that spoke with the last original, of 2020, get from this server what they got from that
 * one, except where the wire contract demands better: {@link Level6Corrections} lists that, row by
 * row.
 *
 * <p>The recordings are chapters of one conversation with one server: the fourth counts the notes
 * that the third has made.
 */
class GoldenLevel6Test {
  /** The app that answers, on the database that the class is for. */
  TestApp start() {
    return Spike6.start();
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedAnswerIsGivenAgainSaveForTheCorrections() {
    TestApp app = start();
    LiveValues values =
        new LiveValues()
            .with("+971500000000", "+971550000000")
            .with("some-1619@email.com", "ANON@LIMP.MASAAR.COM")
            .with("+0007453", "+971000000000")
            .with("__str-1966", "__ANON");
    return Stream.of("01_handshake", "02_session", "03_query", "04_crud", "05_files_http")
        .map(
            chapter ->
                DynamicTest.dynamicTest(
                    chapter,
                    () -> {
                      Recording recording = Recording.read("level6", chapter);
                      assertThat(
                              new Replay(app, values, Replay.Manner.LEVEL_6)
                                  .run(recording, Level6Corrections.of(recording)))
                          .isEmpty();
                    }))
        .onClose(app::close);
  }
}
