package io.limp.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How a counter's texts are made. A value: every word returns a changed copy.
 *
 * <pre>{@code counter("number", "{office}-{year}-{n:05}", c -> c.value("office", Offices::here))}
 * </pre>
 *
 * @param pattern the text, with names in braces
 * @param values by name, what is the same for all documents of the module at a moment
 * @param continuous true: it counts on whatever the other parts of the text are
 */
public record CounterRule(String pattern, Map<String, Supplier<?>> values, boolean continuous) {
  public CounterRule {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** {@code {name}} stands for what the supplier then gives; its text is taken. */
  public CounterRule value(String name, Supplier<?> value) {
    Map<String, Supplier<?>> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new CounterRule(pattern, more, continuous);
  }

  /** Counts all documents of the module in one row, instead of beginning with 1 for each year. */
  public CounterRule countingOn() {
    return new CounterRule(pattern, values, true);
  }
}
