package io.limp.call.base;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Grouping;
import io.limp.call.Codes;
import io.limp.call.LoadedModule;
import io.limp.data.Bucket;
import io.limp.data.Data;
import io.limp.data.Group;
import io.limp.data.GroupDocs;
import io.limp.data.TooManyGroups;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The groups that a read asks for ({@code $group}), of all documents that its condition holds for.
 * As of a moment ({@code $asOf}) they are counted here, for no database knows what was then.
 */
final class CountGroups {
  private static final int MOST_GROUPS = 1000;
  private static final int MOST_VALUES = 100_000;

  /** How many documents as they were are counted in memory. */
  private static final int MOST_PAST = 10_000;

  private final Data data;
  private final ReadPast past;

  CountGroups(Data data, ReadPast past) {
    this.data = data;
    this.past = past;
  }

  Map<String, List<Doc>> of(LoadedModule module, Find find) {
    if (find.options().groups().isEmpty()) {
      return Map.of();
    }
    Map<String, List<Doc>> all = new LinkedHashMap<>();
    Optional<List<Doc>> then =
        find.options().past().asOf().isPresent()
            ? Optional.of(then(module, find))
            : Optional.empty();
    for (Grouping grouping : find.options().groups()) {
      int most = grouping.buckets().isPresent() ? MOST_VALUES : MOST_GROUPS;
      List<Group> groups;
      try {
        groups =
            then.isPresent()
                ? GroupDocs.of(then.get(), grouping, module.types(), most)
                : data.groups(module.collection(), find.where(), grouping, most);
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

  /** All documents of the condition as they were, whatever page is asked for. */
  private List<Doc> then(LoadedModule module, Find find) {
    Find.Past moment = find.options().past();
    Docs docs = past.read(module, Find.where(find.where()).with(moment).limit(MOST_PAST));
    if (docs.total() > MOST_PAST) {
      throw Codes.invalidQuery(
          module,
          "$group: of documents as they were, %d are counted at the most, and these are %d.",
          MOST_PAST,
          docs.total());
    }
    return docs.list();
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
