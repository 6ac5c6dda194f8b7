package io.limp.benchmarks.data;

import java.util.Map;
import java.util.Objects;

/** Reads of single documents by 64 callers. */
final class ReadsById {
  private ReadsById() {}

  static void measure(DataPlan plan, Report report, People people) throws InterruptedException {
    report.part("Reads by `_id`, 64 callers, of %,d documents".formatted(people.count()));
    Cases cases = new Cases();
    cases.add("read by `_id`", DataPlan.CALLERS, people::readById);
    Map<String, Rounds> rounds = cases.measure(plan);
    report.rows(rounds);
    double perSecond = Objects.requireNonNull(rounds.get("read by `_id`")).perSecond();
    report.atLeast("reads by `_id` a second, 64 callers", 100_000, perSecond, "%,.0f");
  }
}
