package io.limp.data;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

class MatcherQueryTest {
  private Data matcher() {
    return new MatchedDocs();
  }

  @Nested
  class Compares extends CompareContract {
    @Override
    Data open(Path folder) {
      return matcher();
    }
  }

  @Nested
  class Paths extends PathContract {
    @Override
    Data open(Path folder) {
      return matcher();
    }
  }

  @Nested
  class Pages extends PageContract {
    @Override
    Data open(Path folder) {
      return matcher();
    }
  }
}
