package io.limp.data;

import java.nio.file.Path;

class MatcherPatternTest extends PatternContract {
  @Override
  Data open(Path folder) {
    return new MatchedDocs();
  }
}
