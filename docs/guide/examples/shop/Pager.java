package shop;

import io.limp.api.Gateway;
import io.limp.api.Message;
import io.limp.api.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Calls the people of the warehouse: a gateway of the shop's own. */
final class Pager implements Gateway {
  private final Set<String> beeped = ConcurrentHashMap.newKeySet();

  @Override
  public Outcome send(Message message, String key) {
    if (message.text().length() > 80) {
      return new Outcome.Refused("The pager shows 80 letters, not " + message.text().length());
    }
    beeped.add(key); // a real one speaks to a network here
    return new Outcome.Sent(key);
  }

  @Override
  public Optional<Outcome> find(Message message, String key, Instant since) {
    return Optional.of(
        beeped.contains(key) ? new Outcome.Sent(key) : new Outcome.NotNow("It has not beeped"));
  }
}
