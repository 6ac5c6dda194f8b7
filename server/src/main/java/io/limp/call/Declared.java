package io.limp.call;

import io.limp.api.Event;
import io.limp.api.Texts;
import java.util.List;
import java.util.Set;

/**
 * What the packages have declared beside their modules, as far as calls mind it.
 *
 * @param locales the languages of texts, the default first
 * @param gateways the names by which messages may be sent
 * @param events of which users are notified
 * @param texts what the packages say in their languages
 */
public record Declared(
    List<String> locales, Set<String> gateways, List<Event> events, Texts texts) {
  public Declared {
    locales = List.copyOf(locales);
    gateways = Set.copyOf(gateways);
    events = List.copyOf(events);
  }
}
