package io.limp.data;

import java.util.List;

/**
 * A part of the change log.
 *
 * @param changes in the order of commits
 * @param position behind the last of them: where the next part begins
 */
public record Feed(List<Change> changes, String position) {
  public Feed {
    changes = List.copyOf(changes);
  }
}
