package io.limp.data;

import java.nio.file.Path;

class MatcherNotTest extends NotContract {
  @Override
  Data open(Path folder) {
    return new MatchedDocs();
  }
}
