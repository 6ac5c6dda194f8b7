package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import java.time.Instant;

/** The jobs of all packages: when each runs next, and how it went. {@link JobRun} has every run. */
public final class Job implements LimpModule {
  /** {@code package/job}. */
  public static final Attr<String> NAME = str("name");

  public static final Attr<String> SCHEDULE = str("schedule");

  /** {@code module/method}. */
  public static final Attr<String> CALLS = str("calls");

  /** Missing: never again. */
  public static final Attr<Instant> NEXT_TIME = datetime("next_time").optional();

  public static final Attr<Instant> LAST_TIME = datetime("last_time").optional();

  /** As {@link JobRun#STATE}, of the last run that ended. */
  public static final Attr<String> LAST_STATE = str("last_state").optional();

  public static final Attr<Long> RUNS = integer("runs").defaultsTo(0L);
  public static final Attr<Long> FAILURES = integer("failures").defaultsTo(0L);

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("job")
        .collection("jobs")
        .attrs(Job.class)
        .unique(NAME)
        .read(permit("read"))
        .delete(permit("delete"));
  }
}
