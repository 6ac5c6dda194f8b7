package io.limp.data;

import java.nio.file.Path;

class MatcherGroupTest extends GroupContract {
  @Override
  Data open(Path folder) {
    return new MatchedDocs();
  }
}
