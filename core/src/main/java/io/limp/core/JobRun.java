package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import java.time.Instant;

/** The last runs of every job, failures included. */
public final class JobRun implements LimpModule {
  public static final String RUNNING = "running";
  public static final String DONE = "done";

  /** {@link #ERROR} says why, and where in the module. */
  public static final String FAILED = "failed";

  /** It was time, and the job still ran. */
  public static final String SKIPPED = "skipped";

  /** The server that ran it is gone. */
  public static final String LOST = "lost";

  public static final Attr<String> JOB = str("job");
  public static final Attr<String> STATE = literal("state", RUNNING, DONE, FAILED, SKIPPED, LOST);

  /** When it was due. */
  public static final Attr<Instant> DUE_TIME = datetime("due_time");

  public static final Attr<Instant> START_TIME = datetime("start_time");
  public static final Attr<Instant> END_TIME = datetime("end_time").optional();
  public static final Attr<String> ERROR = str("error").optional();

  /** The server that runs it: made anew at each start of one. */
  public static final Attr<Id> NODE = id("node");

  /** While it runs: a server that has not said so since then is gone. */
  public static final Attr<Instant> ALIVE_UNTIL = datetime("alive_until").optional();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("job_run")
        .collection("job_runs")
        .attrs(JobRun.class)
        .index(JOB, START_TIME)
        .index(STATE, JOB)
        .read(permit("read"))
        .delete(permit("delete"));
  }
}
