package io.limp.call.base;

import io.limp.api.Find;
import io.limp.api.Sort;
import io.limp.call.LoadedModule;
import io.limp.data.Data;
import io.limp.data.Plan;
import io.limp.data.QueryText;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log of {@code --debug} how the database finds what is read, each plan once. */
final class LogPlans {
  private static final Logger LOG = LoggerFactory.getLogger(LogPlans.class);
  private static final int MOST = 1000;

  private record Told(String collection, List<String> lines) {}

  private final Data data;
  private final Set<Told> told = ConcurrentHashMap.newKeySet();

  LogPlans(Data data) {
    this.data = data;
  }

  void tell(LoadedModule module, Find find) {
    if (!LOG.isDebugEnabled() || told.size() >= MOST) {
      return;
    }
    Plan plan;
    try {
      plan = data.plan(module.collection(), find);
    } catch (RuntimeException e) {
      // The read itself went well.
      LOG.debug("No plan of a read of {}: {}", module.name(), e.getMessage());
      return;
    }
    if (told.add(new Told(module.collection(), plan.lines()))) {
      LOG.debug(
          "{}/read of {}{}{}: {}",
          module.name(),
          QueryText.of(find.where()),
          order(find.sort()),
          plan.indexed() ? "" : " looks at every document",
          String.join("; ", plan.lines()));
    }
  }

  private static String order(List<Sort> keys) {
    return keys.isEmpty()
        ? ""
        : keys.stream()
            .map(key -> (key.descending() ? "-" : "") + key.path())
            .collect(Collectors.joining(", ", " by ", ""));
  }
}
