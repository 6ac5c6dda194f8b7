package io.limp.boot;

import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.MethodSpec;
import io.limp.api.Permit;
import io.limp.api.Query;
import io.limp.api.SourceLine;
import io.limp.api.Value;
import io.limp.call.LoadedModule;
import io.limp.call.query.Join;
import io.limp.data.Data;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the database how it would find what permits allow, and tells of those for which it would
 * look at every document. A permit's condition is part of every call that it fits: without an index
 * the method becomes slower with each document that is created.
 */
final class PermitPlans {
  private static final Id SOMEBODY = new Id(1, 1);

  private final Data data;

  PermitPlans(Data data) {
    this.data = data;
  }

  /** One sentence for each permit without an index, the collections being defined. */
  List<String> warnings(List<LoadedModule> modules) {
    Set<String> warnings = new LinkedHashSet<>();
    for (LoadedModule module : modules) {
      for (MethodSpec method : module.spec().methods().values()) {
        for (Permit permit : method.permits()) {
          warning(module, method, permit).ifPresent(warnings::add);
        }
      }
    }
    return List.copyOf(warnings);
  }

  private Optional<String> warning(LoadedModule module, MethodSpec method, Permit permit) {
    if (module.spec().collection().isEmpty() || permit.where().equals(Query.everything())) {
      return Optional.empty();
    }
    Set<String> attrs = new LinkedHashSet<>();
    Optional<Query> sample = sample(module, permit.where(), attrs);
    if (sample.isEmpty() || data.plan(module.collection(), Find.where(sample.get())).indexed()) {
      return Optional.empty();
    }
    String where = module.name() + "." + method.name() + " (" + line(permit.source()) + ")";
    String advice =
        attrs.isEmpty()
            ? ""
            : ": .index(" + String.join(") .index(", constants(attrs)) + ") would help";
    return Optional.of(where + ": its permit looks at every document" + advice);
  }

  private static String line(SourceLine source) {
    return source.file() + ":" + source.line();
  }

  private static List<String> constants(Set<String> attrs) {
    return attrs.stream().map(attr -> attr.toUpperCase(Locale.ROOT)).toList();
  }

  /**
   * The condition with values in place of what a call gives. Empty where a part of it asks another
   * module's documents, of which the plan says nothing, or nothing at all.
   *
   * @param attrs the attributes that an index could serve are added to it
   */
  private static Optional<Query> sample(LoadedModule module, Query query, Set<String> attrs) {
    return switch (query) {
      case Query.And and -> all(module, and.parts(), attrs).map(Query.And::new);
      case Query.Or or -> all(module, or.parts(), attrs).map(Query.Or::new);
      case Query.Compare(String path, Query.Op op, Value<?> value) ->
          here(module, path, attrs, new Query.Compare(path, op, constant(value)));
      case Query.Between(String path, Value<?> low, Value<?> high) ->
          here(module, path, attrs, new Query.Between(path, constant(low), constant(high)));
      case Query.In in -> here(module, in.path(), attrs, in);
      // A shared document names its users in a list, which no index of an attribute serves.
      case Query.Granted _ -> Optional.empty();
      case Query.Not _, Query.Contains _, Query.Matches _, Query.Search _, Query.Near _ ->
          Optional.of(query);
    };
  }

  private static Optional<List<Query>> all(
      LoadedModule module, List<Query> parts, Set<String> attrs) {
    List<Query> samples = new ArrayList<>();
    for (Query part : parts) {
      Optional<Query> sample = sample(module, part, attrs);
      if (sample.isEmpty()) {
        return Optional.empty();
      }
      samples.add(sample.get());
    }
    return Optional.of(samples);
  }

  private static Optional<Query> here(
      LoadedModule module, String path, Set<String> attrs, Query sample) {
    if (Join.of(module, path).isPresent()) {
      return Optional.empty();
    }
    int dot = path.indexOf('.');
    attrs.add(dot < 0 ? path : path.substring(0, dot));
    return Optional.of(sample);
  }

  private static Value<?> constant(Value<?> value) {
    return switch (value) {
      case Value.Constant<?> constant -> constant;
      case Value.Me _ -> new Value.Constant<Id>(SOMEBODY);
      case Value.Now _ -> new Value.Constant<Instant>(Instant.EPOCH);
    };
  }
}
