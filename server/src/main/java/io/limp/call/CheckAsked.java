package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Find;
import io.limp.api.Grouping;
import io.limp.api.Query;
import io.limp.api.Sort;
import io.limp.call.query.Join;
import java.util.List;
import java.util.Optional;

/**
 * A query asks for nothing that its caller may not see: otherwise how many documents it finds, or
 * their order, would tell. Words are sought where they may be seen.
 */
final class CheckAsked {
  private final ModuleTable modules;

  CheckAsked(ModuleTable modules) {
    this.modules = modules;
  }

  /**
   * What is left of the call's query.
   *
   * @param seen the module as the caller may see it
   * @throws io.limp.api.Refusal 403 with the attribute's name
   */
  Find check(LoadedModule module, LoadedModule seen, Call call) {
    Find find = call.find();
    Asking asking = new Asking(module, seen, call);
    Find.Options options = find.options();
    find.sort().stream().map(Sort::path).forEach(asking::path);
    options.attrs().orElse(List.of()).forEach(asking::path);
    options.expand().orElse(List.of()).forEach(asking::path);
    for (Grouping grouping : options.groups()) {
      asking.path(grouping.by());
      grouping.aggregates().forEach(aggregate -> asking.path(aggregate.path()));
    }
    return find.withWhere(asking.seen(find.where())).beyond(asking.seen(find.beyond()));
  }

  /** One call's way through its query. */
  private final class Asking {
    private final LoadedModule module;
    private final LoadedModule seen;
    private final Call call;

    Asking(LoadedModule module, LoadedModule seen, Call call) {
      this.module = module;
      this.seen = seen;
      this.call = call;
    }

    Query seen(Query query) {
      return switch (query) {
        case Query.And and -> new Query.And(and.parts().stream().map(this::seen).toList());
        case Query.Or or -> new Query.Or(or.parts().stream().map(this::seen).toList());
        case Query.Not not -> new Query.Not(seen(not.part()));
        case Query.Search search -> seen(search);
        case Query.Compare compare -> on(compare.path(), compare);
        case Query.Between between -> on(between.path(), between);
        case Query.In in -> on(in.path(), in);
        case Query.Contains contains -> on(contains.path(), contains);
        case Query.Matches matches -> on(matches.path(), matches);
        case Query.Near near -> on(near.path(), near);
        case Query.Granted granted -> on(granted.path(), granted);
      };
    }

    private Query on(String path, Query condition) {
      path(path);
      return condition;
    }

    private Query seen(Query.Search search) {
      List<String> there =
          search.paths().stream().filter(path -> unseen(module, seen, path).isEmpty()).toList();
      if (there.isEmpty()) {
        search.paths().forEach(this::path);
      }
      return new Query.Search(there, search.text());
    }

    void path(String path) {
      unseen(module, seen, path)
          .ifPresent(
              attr -> {
                throw Codes.forbiddenAttr(module, call, "ask for", attr);
              });
    }

    /**
     * The attribute on the path that the caller may not see, with the way to it. One that nobody
     * sees is none: it might as well not exist.
     */
    private Optional<String> unseen(LoadedModule whole, LoadedModule narrow, String path) {
      int dot = path.indexOf('.');
      String first = dot < 0 ? path : path.substring(0, dot);
      if (isHidden(narrow, first) && !isHidden(whole, first)) {
        return Optional.of(first);
      }
      Optional<Join> join = Join.of(whole, path);
      if (join.isEmpty()) {
        return Optional.empty();
      }
      LoadedModule other = modules.of(join.get().module());
      return unseen(other, NarrowModule.to(other, call.caller()), join.get().rest())
          .map(attr -> join.get().expand().attr() + "." + attr);
    }

    private static boolean isHidden(LoadedModule there, String attr) {
      return there.spec().attr(attr).filter(Attr::isHidden).isPresent();
    }
  }
}
