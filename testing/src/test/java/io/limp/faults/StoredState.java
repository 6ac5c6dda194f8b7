package io.limp.faults;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.Change;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.StoredDoc;
import io.limp.testing.DataFaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All that a database holds, asked of the driver itself. */
final class StoredState {
  private static final int MOST = 10_000;

  private final Data data;
  private final Map<String, List<StoredDoc>> docs = new LinkedHashMap<>();
  private final String position;

  private StoredState(DataFaults faults) {
    data = faults.data();
    for (CollectionSpec spec : faults.collections()) {
      docs.put(spec.name(), data.scan(spec.name(), Optional.empty(), MOST));
    }
    position = data.position();
  }

  /** As it is now. */
  static StoredState of(DataFaults faults) {
    return new StoredState(faults);
  }

  boolean isSame(StoredState other) {
    return docs.equals(other.docs);
  }

  /**
   * What was changed since then, in words that are the same whenever the same is done: no ids,
   * times, numbers or secrets.
   */
  List<String> changes() {
    List<String> changes = new ArrayList<>();
    for (Change change : data.changes(position, MOST).changes()) {
      changes.add(change.op() + " " + change.collection() + " " + differences(change));
    }
    changes.sort(null);
    return changes;
  }

  private static Map<String, String> differences(Change change) {
    Map<String, @Nullable Object> before = values(change.before());
    Map<String, @Nullable Object> after = values(change.after());
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    Map<String, String> differences = new TreeMap<>();
    for (String name : names) {
      if (!Objects.equals(before.get(name), after.get(name))) {
        differences.put(name, shown(before.get(name)) + " -> " + shown(after.get(name)));
      }
    }
    return differences;
  }

  private static Map<String, @Nullable Object> values(Optional<Doc> doc) {
    return doc.<Map<String, @Nullable Object>>map(Doc::values).orElse(Map.of());
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case String text -> text.replaceAll("[0-9a-f]{24,}|[0-9]+", "#");
      case Boolean bool -> bool.toString();
      case Id _ -> "an id";
      case List<?> list -> list.stream().map(StoredState::shown).toList().toString();
      default -> value.getClass().getSimpleName();
    };
  }
}
