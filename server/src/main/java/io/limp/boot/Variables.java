package io.limp.boot;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The environment variables of the process. Many of them are secrets, so it does not print them.
 */
public final class Variables {
  public static final Variables NONE = new Variables(Map.of());

  private final Map<String, String> all;

  private Variables(Map<String, String> all) {
    this.all = Map.copyOf(all);
  }

  public static Variables of(Map<String, String> all) {
    return new Variables(all);
  }

  /** The variable of that name; one that is empty counts as not set. */
  Optional<String> find(String name) {
    return Optional.ofNullable(all.get(name)).filter(value -> !value.isEmpty());
  }

  /** The names of those that are set. */
  Set<String> names() {
    return all.keySet().stream()
        .filter(name -> find(name).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Variables variables && all.equals(variables.all);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  @Override
  public String toString() {
    return all.size() + " variables";
  }
}
