package io.limp.job;

import io.limp.api.JobSpec;

/**
 * A job as it is known to all servers with this database.
 *
 * @param name {@code package/job}
 * @param times when it is due
 */
record KnownJob(String name, JobSpec spec, NextTime times) {
  JobSpec.Called call() {
    return spec.call().orElseThrow(() -> new IllegalStateException(name + " calls nothing"));
  }
}
