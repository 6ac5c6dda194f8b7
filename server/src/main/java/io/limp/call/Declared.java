package io.limp.call;

import io.limp.api.Event;
import java.util.List;
import java.util.Set;

/**
 * What the packages have declared beside their modules, as far as calls mind it.
 *
 * @param locales the languages of texts, the default first
 * @param gateways the names by which messages may be sent
 * @param events of which users are notified
 */
public record Declared(List<String> locales, Set<String> gateways, List<Event> events) {
  public Declared {
    locales = List.copyOf(locales);
    gateways = Set.copyOf(gateways);
    events = List.copyOf(events);
  }
}
