package io.limp.boot;

import io.limp.api.JobSpec;
import io.limp.api.PackageSpec;
import io.limp.call.CallPipeline;
import io.limp.call.ModuleTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What serves, made of the packages: a reload puts another in its place as a whole, and calls that
 * run end in the one that they began in.
 *
 * @param jobs by {@code package/job}
 * @param modulesJson what the sandbox is told of the modules; empty in production
 * @param fingerprint that of {@link Packages}
 */
record Serving(
    List<PackageSpec> specs,
    ModuleTable modules,
    CallPipeline pipeline,
    Map<String, JobSpec> jobs,
    Optional<String> modulesJson,
    String fingerprint) {}
