package io.limp.job;

import static io.limp.api.Limp.allOf;

import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.core.Job;
import io.limp.core.JobRun;
import io.limp.core.User;
import io.limp.data.Conflict;
import io.limp.data.Data;
import io.limp.data.Duplicate;
import io.limp.data.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What all servers with one database know of the jobs. A run is claimed by an update of the job's
 * document that asks for the version that was read: one server wins.
 *
 * @param data the database
 * @param jobs the collection of {@link Job}
 * @param runs the collection of {@link JobRun}
 * @param node this server
 */
record JobStore(Data data, String jobs, String runs, Id node) {
  /** For how long a server counts as alive that has said so. */
  static final Duration ALIVE = Duration.ofMinutes(1);

  private static final int KEPT_RUNS = 100;
  private static final int LONGEST_ERROR = 1_000;

  /** Makes the job known, or its schedule where that has changed. */
  void declare(KnownJob job, Instant now) {
    String schedule = job.spec().schedule().toString();
    Doc said =
        Doc.of(Job.NAME, job.name())
            .with(Job.SCHEDULE, schedule)
            .with(Job.CALLS, job.call().module().getSimpleName() + "/" + job.call().method());
    Optional<Instant> first = job.times().first(now);
    Optional<Doc> known = find(job);
    if (known.isEmpty()) {
      Doc doc = Doc.of(LimpModule.ID, Id.next(now)).with(said).with(Job.RUNS, 0L);
      try {
        write(new Write.Insert(jobs, withNext(doc.with(Job.FAILURES, 0L), first)));
      } catch (Duplicate e) {
        // another server was faster, and said the same
      }
    } else if (!known.get().get(Job.SCHEDULE).equals(schedule)) {
      write(new Write.Update(jobs, Job.NAME.is(job.name()), withNext(said, first)));
    }
  }

  /** The job's document with its version. */
  Optional<Doc> find(KnownJob job) {
    return data.read(jobs, Find.where(Job.NAME.is(job.name())).withVersions()).first();
  }

  /** Its runs that have not ended, on whatever server. */
  List<Doc> running(KnownJob job) {
    return data.read(
            runs, Find.where(allOf(JobRun.STATE.is(JobRun.RUNNING), JobRun.JOB.is(job.name()))))
        .list();
  }

  /** The run that was claimed; empty when another server was faster. */
  Optional<Id> claim(KnownJob job, Doc known, Instant now) {
    return claim(job, known, now, JobRun.RUNNING);
  }

  /** Writes down that a time was left out. */
  void skip(KnownJob job, Doc known, Instant now) {
    claim(job, known, now, JobRun.SKIPPED);
  }

  private Optional<Id> claim(KnownJob job, Doc known, Instant now, String state) {
    Instant due = known.get(Job.NEXT_TIME);
    boolean runs = state.equals(JobRun.RUNNING);
    Doc claimed = withNext(Doc.empty(), job.times().next(due, now));
    if (runs) {
      claimed = claimed.with(Job.LAST_TIME, now).withPlain(Job.RUNS.name(), new Edit.Add(1L));
    }
    Id id = Id.next(now);
    Doc run =
        Doc.of(LimpModule.ID, id)
            .with(JobRun.JOB, job.name())
            .with(JobRun.STATE, state)
            .with(JobRun.DUE_TIME, due)
            .with(JobRun.START_TIME, now)
            .with(JobRun.NODE, node);
    run = runs ? run.with(JobRun.ALIVE_UNTIL, now.plus(ALIVE)) : run.with(JobRun.END_TIME, now);
    Write claim =
        new Write.Update(
            jobs,
            LimpModule.ID.is(known.id()),
            claimed,
            OptionalLong.of(known.get(LimpModule.VERSION)));
    try {
      boolean isThere =
          !data.write(User.ADMIN, List.of(claim, new Write.Insert(this.runs, run)))
              .getFirst()
              .ids()
              .isEmpty();
      return isThere ? Optional.of(id) : Optional.empty();
    } catch (Conflict e) {
      return Optional.empty();
    }
  }

  /** This server still runs these. */
  void alive(List<Id> own, Instant now) {
    if (!own.isEmpty()) {
      write(
          new Write.Update(
              runs,
              allOf(LimpModule.ID.in(own), JobRun.STATE.is(JobRun.RUNNING)),
              Doc.of(JobRun.ALIVE_UNTIL, now.plus(ALIVE))));
    }
  }

  /** A run has ended, with or without an error. */
  void ended(String job, Id run, String state, Optional<String> error, Instant now) {
    Doc end =
        Doc.of(JobRun.STATE, state)
            .with(JobRun.END_TIME, now)
            .withPlain(JobRun.ALIVE_UNTIL.name(), new Edit.Unset());
    if (error.isPresent()) {
      String text = error.get();
      end =
          end.with(
              JobRun.ERROR,
              text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "...");
    }
    Doc last = Doc.of(Job.LAST_STATE, state);
    if (!state.equals(JobRun.DONE)) {
      last = last.withPlain(Job.FAILURES.name(), new Edit.Add(1L));
    }
    List<Write> writes = new ArrayList<>();
    writes.add(new Write.Update(runs, LimpModule.ID.is(run), end));
    writes.add(new Write.Update(jobs, Job.NAME.is(job), last));
    oldRuns(job).ifPresent(writes::add);
    data.write(User.ADMIN, writes);
  }

  private Optional<Write> oldRuns(String job) {
    Find beyond =
        Find.where(allOf(JobRun.JOB.is(job), JobRun.STATE.isNot(JobRun.RUNNING)))
            .sorted(JobRun.START_TIME.descending())
            .skip(KEPT_RUNS)
            .limit(KEPT_RUNS);
    List<Id> ids = data.read(runs, beyond).list().stream().map(Doc::id).toList();
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(new Write.Delete(runs, LimpModule.ID.in(ids), true));
  }

  private static Doc withNext(Doc doc, Optional<Instant> next) {
    return next.isPresent()
        ? doc.with(Job.NEXT_TIME, next.get())
        : doc.withPlain(Job.NEXT_TIME.name(), null);
  }

  private void write(Write one) {
    data.write(User.ADMIN, List.of(one));
  }
}
