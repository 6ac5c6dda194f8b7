package io.limp.data;

import java.nio.file.Path;

class MatcherQueryTest extends QueryContract {
  @Override
  Data open(Path folder) {
    return new MatchedDocs();
  }
}
