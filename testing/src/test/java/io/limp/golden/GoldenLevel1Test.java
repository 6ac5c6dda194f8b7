package io.limp.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.TestApp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Clients that spoke with the original of January 2019 get from this server what they got from that
 * one, except where the wire contract demands better: {@link Level1Corrections} lists that, row by
 * row.
 *
 * <p>The five recordings are chapters of one conversation with one server: the fourth counts the
 * notifications of the third's notes, the fifth fetches the photo that the fourth sent.
 */
class GoldenLevel1Test {
  /** The app that answers, on the database that the class is for. */
  TestApp start() {
    return Spike.start();
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedAnswerIsGivenAgainSaveForTheCorrections() {
    TestApp app = start();
    LiveValues values = new LiveValues();
    Map<String, Function<Recording, Corrections>> chapters = new LinkedHashMap<>();
    chapters.put("01_session", Level1Corrections::session);
    chapters.put("02_protocol_errors", Level1Corrections::protocolErrorsAsAnonymous);
    chapters.put("03_query", Level1Corrections::query);
    chapters.put("04_crud", Level1Corrections::crud);
    chapters.put("05_http", Level1Corrections::http);
    return chapters.entrySet().stream()
        .map(
            chapter ->
                DynamicTest.dynamicTest(
                    chapter.getKey(),
                    () -> {
                      Recording recording = Recording.read("level1", chapter.getKey());
                      Corrections corrections = chapter.getValue().apply(recording);
                      assertThat(
                              new Replay(app, values, Replay.Manner.LEVEL_1)
                                  .run(recording, corrections))
                          .isEmpty();
                    }))
        .onClose(app::close);
  }

  @Test
  void protocolErrorsAreTheSameForOneWhoMayCallEverything() {
    try (TestApp app = start()) {
      Recording recording = Recording.read("level1", "02_protocol_errors");
      List<String> differences =
          new Replay(app, new LiveValues(), Replay.Manner.LEVEL_1_AS_ADMIN)
              .run(recording, Level1Corrections.protocolErrorsAsAdmin(recording));
      assertThat(differences).isEmpty();
    }
  }
}
