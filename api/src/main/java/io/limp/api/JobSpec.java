package io.limp.api;

import java.util.Optional;

/**
 * A method of a module that is called by the clock. Of several servers with one database, one calls
 * it. A value: every word returns a changed copy.
 *
 * <pre>{@code
 * JobSpec.of("digest", cron("0 8 * * MON-FRI").in("Asia/Dubai")).call(Blog.class, "digest")
 * }</pre>
 *
 * @param name unique in its package
 * @param schedule when it runs
 * @param call what it calls; empty: nothing yet, which the start check reports
 * @param overlap what happens when it is time and it still runs
 * @param source where it was written
 */
public record JobSpec(
    String name, Schedule schedule, Optional<Called> call, Overlap overlap, SourceLine source) {
  /** What happens when it is time and the job still runs. */
  public enum Overlap {
    /** This time is left out. */
    SKIP,
    /** It runs again when it has ended, once. */
    WAIT,
    /** It runs beside itself. */
    ALLOW
  }

  /**
   * What a job calls.
   *
   * @param module whose method
   * @param method its name; it may be one without a permit, which clients cannot call
   * @param doc the doc of the call
   * @param user who calls, with the permissions that they have then; empty: the server itself, past
   *     all permissions
   */
  public record Called(
      Class<? extends LimpModule> module, String method, Doc doc, Optional<Id> user) {}

  public static JobSpec of(String name, Schedule schedule) {
    return new JobSpec(name, schedule, Optional.empty(), Overlap.SKIP, SourceLine.here());
  }

  /** Calls that method as the server itself. */
  public JobSpec call(Class<? extends LimpModule> module, String method) {
    return call(module, method, Doc.empty());
  }

  /** Calls that method as the server itself, with a doc. */
  public JobSpec call(Class<? extends LimpModule> module, String method, Doc doc) {
    return with(new Called(module, method, doc, Optional.empty()));
  }

  /** Calls that method as a user, with the permissions that they have when it runs. */
  public JobSpec callAs(Id user, Class<? extends LimpModule> module, String method, Doc doc) {
    return with(new Called(module, method, doc, Optional.of(user)));
  }

  public JobSpec overlap(Overlap rule) {
    return new JobSpec(name, schedule, call, rule, source);
  }

  private JobSpec with(Called called) {
    return new JobSpec(name, schedule, Optional.of(called), overlap, source);
  }
}
