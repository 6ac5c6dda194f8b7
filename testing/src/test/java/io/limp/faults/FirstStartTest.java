package io.limp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.boot.StartRefused;
import io.limp.data.StoredDoc;
import io.limp.testing.DataFaults;
import io.limp.testing.TestApp;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first start that ends in its middle, wherever that is, is completed by the next one. */
class FirstStartTest {
  private static final int MOST = 100;

  @TempDir private Path folder;

  /** On another database. */
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @Test
  void theNextStartMakesWhatIsMissing() {
    boolean hit = true;
    for (int n = 1; hit; n++) {
      assertThat(n).isLessThan(MOST);
      DataFaults faults = new DataFaults();
      TestApp.Setup setup = setup(TestApp.of()).faults(faults);
      Path here = folder.resolve("" + n);
      // What was asked for is done, and the start ends there.
      faults.failAt(n, DataFaults.Kind.ANSWER_LOST);
      try {
        setup.start(here).close();
      } catch (StartRefused e) {
        assertThat(e).hasMessageContaining("cannot be used");
      }
      hit = faults.end();
      try (TestApp app = setup.start(here)) {
        app.admin().close();
        assertThat(count(faults, "users")).isEqualTo(2);
        assertThat(count(faults, "sessions")).isEqualTo(2);
        assertThat(count(faults, "groups")).isEqualTo(1);
      }
    }
  }

  private static long count(DataFaults faults, String collection) {
    List<StoredDoc> docs = faults.data().scan(collection, Optional.empty(), MOST);
    return docs.stream().filter(stored -> !stored.deleted()).count();
  }
}
