package io.limp.benchmarks.data;

import java.util.Map;
import java.util.Objects;

/**
 * Pages of 20 sorted documents, found by an index, to the client's JSON; few and many documents.
 */
final class IndexedPages {
  private static final double AIM_MICROS = 80;
  private static final double AIM_RATIO = 1.3;

  private IndexedPages() {}

  static void measure(DataPlan plan, Report report, People few, People many)
      throws InterruptedException {
    report.part("Pages of 20 by an index, sorted, to JSON, one caller");
    Cases cases = new Cases();
    for (People people : new People[] {few, many}) {
      cases.add(ofACity(people), 1, () -> people.showPage(people.ofACity()));
      cases.add(afterARank(people), 1, () -> people.showPage(people.afterARank()));
    }
    Map<String, Rounds> rounds = cases.measure(plan);
    report.rows(rounds);
    report.under("CPU us of a page of a city", AIM_MICROS, cpu(rounds, ofACity(few)), "%.0f");
    report.under("CPU us of a page of all", AIM_MICROS, cpu(rounds, afterARank(few)), "%.0f");
    String of = " of %,d, of the same of %,d".formatted(many.count(), few.count());
    report.under(
        "CPU of a page of a city" + of,
        AIM_RATIO,
        cpu(rounds, ofACity(many)) / cpu(rounds, ofACity(few)),
        "%.2f");
    report.under(
        "CPU of a page of all" + of,
        AIM_RATIO,
        cpu(rounds, afterARank(many)) / cpu(rounds, afterARank(few)),
        "%.2f");
  }

  private static String ofACity(People people) {
    return "the first 20 of the 100 of a city, of %,d".formatted(people.count());
  }

  private static String afterARank(People people) {
    return "20 in the middle of all, of %,d".formatted(people.count());
  }

  private static double cpu(Map<String, Rounds> rounds, String name) {
    return Objects.requireNonNull(rounds.get(name)).cpuMicros();
  }
}
