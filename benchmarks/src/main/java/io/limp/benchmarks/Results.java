package io.limp.benchmarks;

import io.limp.benchmarks.Load.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The figures as a page to read. */
record Results(
    Plan plan,
    Map<String, String> machine,
    List<Starts> starts,
    List<Reloads> reloads,
    Map<Case, Map<Shape, Figures>> figures) {
  String markdown() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Results

        Written by `benchmarks/run`; [README.md](README.md) says how to read them. Load generator and server share the machine.

        """);
    page.append("| | |\n|---|---|\n");
    machine.forEach((name, fact) -> page.append(row(name, fact)));
    page.append(row("command", command()));
    page.append(
        """

        ## Aims

        | | aim | measured | |
        |---|---|---|---|
        """);
    aims(page);
    page.append("\n## Calls\n");
    for (Case what : Case.values()) {
      page.append("\n### ").append(what.title()).append(": ").append(what.meaning()).append("\n\n");
      page.append(
          "| connections x in flight | messages/s | of the echo's | server CPU us/message | client"
              + " CPU us/message | p50 us | p99 us |\n|---|---|---|---|---|---|---|\n");
      for (Shape shape : plan.shapes()) {
        page.append(row(what, shape));
      }
    }
    return page.toString();
  }

  private String command() {
    return plan.equals(Plan.QUICK) ? "`benchmarks/run --quick`" : "`benchmarks/run`";
  }

  private void aims(StringBuilder page) {
    for (Shape shape : plan.shapes()) {
      if (shape.connections() == Plan.MOST_CONNECTIONS) {
        aim(page, "(a) of the echo's messages/s, " + shape, 0.5, ratio(Case.PING, shape), "%.2f");
        aim(page, "(b) of the echo's messages/s, " + shape, 0.3, ratio(Case.READ, shape), "%.2f");
        double hook = of(Case.HOOKED, shape).serverMicros() - of(Case.PING, shape).serverMicros();
        atMost(page, "CPU us that an empty hook costs a call, " + shape, 3, hook, "%.1f");
      }
    }
    double creates = of(Case.CREATE, Plan.BUSY).perSecond();
    aim(page, "(c) durable creates/s, 64 callers", 10_000, creates, "%,.0f");
    for (Starts start : starts) {
      String name = "start to first greeting, s (median of " + start.count() + ")";
      atMost(page, name, 1.2, start.medianSeconds(), "%.2f");
      atMost(page, "resident memory when idle, MB", 150, start.residentMegabytes(), "%.0f");
    }
    for (Reloads reload : reloads) {
      String name = "a module saved to its new answer, ms (median of " + reload.count() + ")";
      atMost(page, name, 300, reload.medianMillis(), "%.0f");
      atMost(page, "the slowest of them, ms", 500, reload.slowestMillis(), "%.0f");
    }
  }

  private static void aim(
      StringBuilder page, String name, double aim, double measured, String format) {
    page.append(row(name, ">= " + in(format, aim), in(format, measured), verdict(measured >= aim)));
  }

  private static void atMost(
      StringBuilder page, String name, double aim, double measured, String format) {
    page.append(row(name, "< " + in(format, aim), in(format, measured), verdict(measured < aim)));
  }

  private static String verdict(boolean met) {
    return met ? "met" : "**not met**";
  }

  private String row(Case what, Shape shape) {
    Figures figure = of(what, shape);
    return row(
        shape.toString(),
        in("%,.0f", figure.perSecond()),
        in("%.2f", ratio(what, shape)),
        in("%.1f", figure.serverMicros()),
        in("%.1f", figure.clientMicros()),
        in("%,.0f", figure.latencyMicros(0.5)),
        in("%,.0f", figure.latencyMicros(0.99)));
  }

  private double ratio(Case what, Shape shape) {
    return of(what, shape).perSecond() / of(Case.ECHO, shape).perSecond();
  }

  private Figures of(Case what, Shape shape) {
    return Objects.requireNonNull(Objects.requireNonNull(figures.get(what)).get(shape));
  }

  private static String in(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
