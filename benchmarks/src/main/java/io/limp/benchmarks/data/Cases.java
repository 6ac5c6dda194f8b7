package io.limp.benchmarks.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cases that take turns within a round, so that a neighbour's noise hits all of them. */
final class Cases {
  private record Case(String name, int callers, Callers.Operation operation, Rounds rounds) {}

  private final List<Case> cases = new ArrayList<>();

  /** Adds a case. */
  void add(String name, int callers, Callers.Operation operation) {
    cases.add(new Case(name, callers, operation, new Rounds()));
  }

  /** Warms all of them up, then measures; by name, in order. */
  Map<String, Rounds> measure(DataPlan plan) throws InterruptedException {
    Map<String, Rounds> rounds = new LinkedHashMap<>();
    for (Case each : cases) {
      Callers.run(each.callers, plan.warmUp(), each.operation);
      rounds.put(each.name, each.rounds);
    }
    List<Case> order = cases;
    for (int i = 0; i < plan.rounds(); i++) {
      for (Case each : order) {
        each.rounds.add(Callers.run(each.callers, plan.window(), each.operation));
      }
      // Whoever is always the second would have the other's garbage and disk to clean up.
      order = order.reversed();
    }
    return rounds;
  }
}
