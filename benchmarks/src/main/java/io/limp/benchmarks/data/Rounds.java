package io.limp.benchmarks.data;

import io.limp.benchmarks.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the rounds of one case gave; the median of each figure stands for it. */
final class Rounds {
  private final List<Window> windows = new ArrayList<>();

  void add(Window window) {
    windows.add(window);
  }

  long operations() {
    return windows.stream().mapToLong(Window::operations).sum();
  }

  double perSecond() {
    return median(Window::perSecond);
  }

  double cpuMicros() {
    return median(Window::cpuMicros);
  }

  /** The time in microseconds that this part of all operations did not exceed. */
  double micros(double part) {
    return median(window -> window.latencies().micros(part));
  }

  private double median(ToDoubleFunction<Window> figure) {
    return Median.of(windows.stream().mapToDouble(figure).toArray());
  }
}
