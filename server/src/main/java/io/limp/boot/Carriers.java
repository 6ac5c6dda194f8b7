package io.limp.boot;

/**
 * Threads that carry virtual threads: one more than there are cores.
 *
 * <p>Native code holds its carrier. With as many carriers as cores, SQLite could either use all
 * cores but one for short reads, or all of them and leave none for anybody else.
 */
public final class Carriers {
  /** See {@link Thread}, "Implementation Note". */
  private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

  private Carriers() {}

  /** Says so, unless the operator has; to be called before the first virtual thread is made. */
  public static void oneMoreThanCores() {
    if (System.getProperty(PARALLELISM) == null) {
      System.setProperty(PARALLELISM, "" + (Runtime.getRuntime().availableProcessors() + 1));
    }
  }
}
