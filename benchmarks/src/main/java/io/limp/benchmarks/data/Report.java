package io.limp.benchmarks.data;

import java.util.Locale;
import java.util.Map;

/** The figures as a chapter to read, which are printed as they come. */
final class Report {
  private final StringBuilder aims = new StringBuilder();
  private final StringBuilder parts = new StringBuilder();
  private int missed;

  /** Begins a part. */
  void part(String title) {
    System.out.println(title);
    parts.append("\n### ").append(title).append("\n\n");
    parts.append("| | a second | CPU us each | p50 us | p99 us |\n|---|---|---|---|---|\n");
  }

  /** What the cases of this part gave. */
  void rows(Map<String, Rounds> cases) {
    cases.forEach(
        (name, rounds) -> {
          String row =
              row(
                  name,
                  in("%,.0f", rounds.perSecond()),
                  in("%,.1f", rounds.cpuMicros()),
                  in("%,.0f", rounds.micros(0.5)),
                  in("%,.0f", rounds.micros(0.99)));
          parts.append(row);
          System.out.print("  " + row);
        });
  }

  /** A sentence below the table. */
  void note(String text) {
    parts.append("\n").append(text).append("\n");
    System.out.println("  " + text);
  }

  void atLeast(String what, double aim, double measured, String format) {
    aim(what, ">= " + in(format, aim), in(format, measured), measured >= aim);
  }

  void under(String what, double aim, double measured, String format) {
    aim(what, "< " + in(format, aim), in(format, measured), measured < aim);
  }

  private void aim(String what, String aim, String measured, boolean met) {
    missed += met ? 0 : 1;
    String row = row(what, aim, measured, met ? "met" : "**not met**");
    aims.append(row);
    System.out.print("  " + row);
  }

  int missed() {
    return missed;
  }

  String markdown(Map<String, String> facts) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # The data layer

        Written by `benchmarks/run data`; [README.md](README.md) says how to read it. Callers and database share one process.

        | | |
        |---|---|
        """);
    facts.forEach((name, fact) -> page.append(row(name, fact)));
    page.append("\n## Aims of the data layer\n\n| | aim | measured | |\n|---|---|---|---|\n");
    return page.append(aims).append("\n## Figures\n").append(parts).toString();
  }

  private static String in(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
