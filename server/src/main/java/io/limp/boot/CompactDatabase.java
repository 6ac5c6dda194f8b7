package io.limp.boot;

import io.limp.data.DataUnavailable;
import io.limp.data.sqlite.Compaction;

/** Makes the database of a server that is stopped as small as it can be. */
public final class CompactDatabase {
  private CompactDatabase() {}

  /**
   * The size of its file, in bytes.
   *
   * @param before it was compacted
   * @param after it was
   */
  public record Sizes(long before, long after) {}

  /**
   * Compacts the database that the configuration names.
   *
   * @throws StartRefused when there is none, another process has it open, or it is no SQLite
   */
  public static Sizes of(AppConfig config) {
    if (config.isMongo()) {
      throw new StartRefused(
          "limpd compact is for SQLite; MongoDB compacts its collections itself, by its command"
              + " compact.");
    }
    try {
      Compaction done = Compaction.of(config.dataFolder(), config.dataName());
      return new Sizes(done.before(), done.after());
    } catch (DataUnavailable e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }
}
