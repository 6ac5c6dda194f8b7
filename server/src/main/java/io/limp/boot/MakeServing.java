package io.limp.boot;

import io.limp.api.JobSpec;
import io.limp.api.PackageSpec;
import io.limp.api.Texts;
import io.limp.call.CallPipeline;
import io.limp.call.Declared;
import io.limp.call.ModuleTable;
import io.limp.call.Sessions;
import io.limp.data.Data;
import io.limp.data.FileStore;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts together what serves, of packages that were checked. What it is given itself stays as it is
 * until the server stops.
 *
 * @param gateways the names of those that there are
 */
record MakeServing(
    AppConfig config,
    InstantSource clock,
    Data data,
    FileStore files,
    Sessions sessions,
    List<String> locales,
    Set<String> gateways) {
  Serving of(ModuleTable modules, List<PackageSpec> specs, String fingerprint) {
    CallPipeline pipeline =
        new CallPipeline(
            modules,
            sessions,
            data,
            files,
            new Declared(
                locales,
                gateways,
                specs.stream().flatMap(spec -> spec.events().stream()).toList(),
                new Texts(JoinedWords.of(specs).texts().byPackage(), locales)),
            config.queryLimits(),
            clock,
            config.debug());
    Optional<String> modulesJson =
        config.isProduction()
            ? Optional.empty()
            : Optional.of(ModulesJson.of(config, specs, modules, locales));
    return new Serving(specs, modules, pipeline, jobs(specs), modulesJson, fingerprint);
  }

  private static Map<String, JobSpec> jobs(List<PackageSpec> specs) {
    Map<String, JobSpec> jobs = new LinkedHashMap<>();
    for (PackageSpec spec : specs) {
      spec.jobs().forEach(job -> jobs.put(spec.name() + "/" + job.name(), job));
    }
    return jobs;
  }
}
