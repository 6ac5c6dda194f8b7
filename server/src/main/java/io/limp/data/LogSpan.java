package io.limp.data;

import java.time.Instant;
import java.util.Optional;

/**
 * From where to where a change log goes, for moving it to another database.
 *
 * @param epoch what positions and the ids of changes begin with; another log has another
 * @param last the number of the last change; 0: there was none yet
 * @param floor the number up to which the log is no longer complete: of what was before, the
 *     updates of documents whose history is shown are left; 0: it is complete
 * @param floorTime when the change of that number was made, where it is known
 */
public record LogSpan(String epoch, long last, long floor, Optional<Instant> floorTime) {
  /** True when nothing was ever changed. */
  public boolean isEmpty() {
    return last == 0;
  }

  /** The same changes as another log: nobody takes a position of the one for one of the other. */
  public LogSpan withEpoch(String other) {
    return new LogSpan(other, last, floor, floorTime);
  }
}
