package io.limp.call.base;

import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Grouping;
import io.limp.call.Codes;
import io.limp.call.LoadedModule;
import io.limp.data.Bucket;
import io.limp.data.Data;
import io.limp.data.Group;
import io.limp.data.TooManyGroups;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The groups that a read asks for ({@code $group}), of all documents that its condition holds for.
 */
final class CountGroups {
  private static final int MOST_GROUPS = 1000;
  private static final int MOST_VALUES = 100_000;

  private final Data data;

  CountGroups(Data data) {
    this.data = data;
  }

  Map<String, List<Doc>> of(LoadedModule module, Find find) {
    if (find.options().groups().isEmpty()) {
      return Map.of();
    }
    Map<String, List<Doc>> all = new LinkedHashMap<>();
    for (Grouping grouping : find.options().groups()) {
      int most = grouping.buckets().isPresent() ? MOST_VALUES : MOST_GROUPS;
      List<Group> groups;
      try {
        groups = data.groups(module.collection(), find.where(), grouping, most);
      } catch (TooManyGroups e) {
        throw Codes.invalidQuery(module, "$group: %s.", String.valueOf(e.getMessage()));
      }
      all.put(
          grouping.by(),
          grouping.buckets().isPresent()
              ? Bucket.of(groups, grouping.buckets().getAsInt()).stream()
                  .map(CountGroups::shown)
                  .toList()
              : groups.stream().map(CountGroups::shown).toList());
    }
    return all;
  }

  private static Doc shown(Bucket bucket) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("min", bucket.min());
    values.put("max", bucket.max());
    values.put("count", bucket.count());
    return new Doc(values);
  }

  private static Doc shown(Group group) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("value", group.value());
    values.put("count", group.count());
    Map<String, Map<String, Object>> byFn = new LinkedHashMap<>();
    group
        .aggregates()
        .forEach(
            (aggregate, value) ->
                byFn.computeIfAbsent(aggregate.fn().word(), _ -> new LinkedHashMap<>())
                    .put(aggregate.path(), value));
    values.putAll(byFn);
    return new Doc(values);
  }
}
