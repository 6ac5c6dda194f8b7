package io.limp.call;

import io.limp.api.Call;
import io.limp.api.Caller;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Value;
import io.limp.call.query.Join;
import io.limp.data.Data;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A query as its author wrote it to one that a driver understands: {@code me()} and {@code now()}
 * become values, {@code granted()} its three conditions, and a condition on a document that is
 * referred to becomes one on the ids of those that meet it.
 */
final class BindQuery {
  private final Data data;
  private final ModuleTable modules;
  private final int mostJoined;

  /**
   * Binds queries.
   *
   * @param mostJoined for how many documents over there a condition may hold
   */
  BindQuery(Data data, ModuleTable modules, int mostJoined) {
    this.data = data;
    this.modules = modules;
    this.mostJoined = mostJoined;
  }

  /** The find of a call on the module, bound. */
  Find bind(LoadedModule module, Call call, Find find) {
    Find bound = find.withWhere(bind(module, call.caller(), call.now(), find.where()));
    Find.Past past = find.options().past();
    if (past.asOf().isEmpty()) {
      return bound;
    }
    Query today = bind(module, call.caller(), call.now(), past.today());
    return bound.with(new Find.Past(past.asOf(), today, past.deleted(), past.changes()));
  }

  private Query bind(LoadedModule module, Caller caller, Instant now, Query query) {
    return switch (query) {
      case Query.And and -> new Query.And(each(module, caller, now, and.parts()));
      case Query.Or or -> new Query.Or(each(module, caller, now, or.parts()));
      case Query.Compare compare -> {
        Value<?> value = constant(compare.value(), caller, now);
        yield here(module, compare.path(), path -> new Query.Compare(path, compare.op(), value));
      }
      case Query.Between between -> {
        Value<?> low = constant(between.low(), caller, now);
        Value<?> high = constant(between.high(), caller, now);
        yield here(module, between.path(), path -> new Query.Between(path, low, high));
      }
      case Query.In in -> here(module, in.path(), path -> new Query.In(path, in.values()));
      case Query.Contains contains ->
          here(module, contains.path(), path -> new Query.Contains(path, contains.text()));
      case Query.Not not -> new Query.Not(bind(module, caller, now, not.part()));
      case Query.Matches matches ->
          here(module, matches.path(), path -> new Query.Matches(path, matches.pattern()));
      case Query.Near near ->
          here(module, near.path(), path -> new Query.Near(path, near.center(), near.meters()));
      case Query.Search search -> search;
      case Query.Granted granted -> here(module, granted.path(), path -> granted(path, caller));
    };
  }

  private List<Query> each(LoadedModule module, Caller caller, Instant now, List<Query> parts) {
    List<Query> bound = new ArrayList<>(parts.size());
    for (Query part : parts) {
      bound.add(bind(module, caller, now, part));
    }
    return bound;
  }

  private static Value<?> constant(Value<?> value, Caller caller, Instant now) {
    return switch (value) {
      case Value.Constant<?> constant -> constant;
      case Value.Me ignored -> new Value.Constant<Id>(caller.user());
      case Value.Now ignored -> new Value.Constant<Instant>(now);
    };
  }

  private static Query granted(String path, Caller caller) {
    return new Query.Or(
        List.of(
            new Query.Compare(path + ".anon", Query.Op.EQ, new Value.Constant<>(true)),
            new Query.Compare(path + ".users", Query.Op.EQ, new Value.Constant<>(caller.user())),
            new Query.In(path + ".groups", List.copyOf(caller.groups()))));
  }

  /** A condition on a path: on the document itself, or on the one that its first step refers to. */
  private interface OnPath {
    Query at(String path);
  }

  private Query here(LoadedModule module, String path, OnPath condition) {
    Optional<Join> join = Join.of(module, path);
    if (join.isEmpty()) {
      return condition.at(path);
    }
    LoadedModule other = modules.of(join.get().module());
    Query there = here(other, join.get().rest(), condition);
    List<Id> ids = data.ids(other.collection(), there, mostJoined + 1);
    if (ids.size() > mostJoined) {
      throw Codes.tooManyJoined(module, path, other, mostJoined);
    }
    return new Query.In(join.get().expand().attr(), List.copyOf(ids));
  }
}
