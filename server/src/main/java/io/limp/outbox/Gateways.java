package io.limp.outbox;

import io.limp.api.Gateway;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The gateways by name. Each is made when the first message needs it: the libraries behind them are
 * large, and a start does not wait for what nobody may use.
 */
public final class Gateways {
  private final Map<String, Supplier<Gateway>> makers;
  private final Map<String, Gateway> made = new ConcurrentHashMap<>();

  public Gateways(Map<String, Supplier<Gateway>> makers) {
    this.makers = Collections.unmodifiableMap(new LinkedHashMap<>(makers));
  }

  public Set<String> names() {
    return makers.keySet();
  }

  /** The gateway of that name, if there is one. */
  Optional<Gateway> named(String name) {
    Supplier<Gateway> maker = makers.get(name);
    return maker == null
        ? Optional.empty()
        : Optional.of(made.computeIfAbsent(name, ignored -> maker.get()));
  }
}
