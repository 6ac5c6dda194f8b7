package io.limp.call.query;

import io.limp.api.AttrType;
import io.limp.api.Find;
import io.limp.api.Grouping;
import io.limp.api.Id;
import io.limp.api.MethodSpec;
import io.limp.api.MethodSpec.Kind;
import io.limp.api.Moment;
import io.limp.api.Query;
import io.limp.api.Refusal;
import io.limp.api.Sort;
import io.limp.call.Codes;
import io.limp.call.LoadedModule;
import io.limp.data.PlainValues;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a query says of the past: {@code $asOf}, {@code $deleted}, {@code $diff} and, of a delete
 * that nothing can take back, {@code $force}. Where they mean nothing they are refused, for a call
 * that is understood without them would do something else.
 */
final class PastSpecials {
  private static final String AS_OF = "$asOf";
  private static final String DELETED = "$deleted";
  private static final String DIFF = "$diff";
  private static final String FORCE = "$force";

  /** How many changes {@code "$diff": true} shows of a document. */
  private static final int USUAL_CHANGES = 100;

  private static final int MOST_CHANGES = 1000;
  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999Z");

  private final LoadedModule module;
  private final MethodSpec method;
  private final Map<String, @Nullable Object> all;

  PastSpecials(LoadedModule module, MethodSpec method, Map<String, @Nullable Object> all) {
    this.module = module;
    this.method = method;
    this.all = all;
  }

  /**
   * What is asked for.
   *
   * @param where the whole condition
   * @param terms it stands in the older form of a query, in which {@code $diff} takes anything
   */
  Find.Past asked(Query where, boolean terms) {
    flag(FORCE, Kind.DELETE, "delete"); // what it means is Find.Options.soft
    Optional<Moment> asOf = all.containsKey(AS_OF) ? Optional.of(moment()) : Optional.empty();
    boolean deleted = flag(DELETED, Kind.READ, "read");
    if (deleted && !module.spec().methods().containsKey("undelete")) {
      throw refused("%s: deleted documents of %s do not come back.", DELETED, module.name());
    }
    if (deleted || method.kind() == Kind.UNDELETE) {
      refuseRanked(deleted ? DELETED : "undelete", where);
    }
    int changes = changes(terms);
    if (asOf.isPresent() && (deleted || (changes > 0 && !terms))) {
      throw refused("%s goes with neither %s nor %s.", AS_OF, DELETED, DIFF);
    }
    return asOf.isEmpty() && !deleted && changes == 0
        ? Find.Past.NOTHING
        : new Find.Past(asOf, Query.everything(), deleted, changes);
  }

  private boolean flag(String special, Kind kind, String word) {
    if (!all.containsKey(special)) {
      return false;
    }
    if (!(all.get(special) instanceof Boolean flag)) {
      throw refused("%s is true or false, not %s.", special, shown(special));
    }
    if (flag && method.kind() != kind) {
      throw refused("%s is for %s, not for %s.", special, word, method.name());
    }
    return flag;
  }

  private void refuseRanked(String what, Query where) {
    if (where.isRanked()) {
      throw refused("%s takes no $search and no $geo_near.", what);
    }
  }

  private Moment moment() {
    if (method.kind() != Kind.READ) {
      throw refused("%s is for read, not for %s.", AS_OF, method.name());
    }
    if (!module.spec().history()) {
      throw refused("%s: %s keeps no history.", AS_OF, module.name());
    }
    Object given = all.get(AS_OF);
    if (given instanceof Long || given instanceof Double || given instanceof String) {
      if (QueryPaths.plain(new AttrType.Datetime(), given) instanceof Instant time
          && !time.isAfter(END)
          && !time.isBefore(Instant.EPOCH)) {
        return new Moment.At(time);
      }
      if (given instanceof String text) {
        Optional<Id> change = Id.find(text);
        if (change.isPresent()) {
          return new Moment.After(change.get());
        }
        if (text.matches("[0-9a-f]{1,40}:[0-9]{1,18}")) {
          return new Moment.Behind(text);
        }
      }
    }
    throw refused(
        "%s takes a time, the _id of a change or a position of the change log, not %s.",
        AS_OF, shown(AS_OF));
  }

  private int changes(boolean terms) {
    if (!all.containsKey(DIFF) || (terms && !module.spec().history())) {
      return 0;
    }
    Object given = all.get(DIFF);
    if (Boolean.FALSE.equals(given)) {
      return 0;
    }
    if (given instanceof Long number && number >= 1 && number <= MOST_CHANGES) {
      return number.intValue();
    }
    if (!Boolean.TRUE.equals(given) && !terms) {
      throw refused(
          "%s is true, false or a number from 1 to %d, not %s.", DIFF, MOST_CHANGES, shown(DIFF));
    }
    if (!module.spec().history()) {
      throw refused("%s: %s keeps no history.", DIFF, module.name());
    }
    return USUAL_CHANGES;
  }

  /** What is not kept of the past cannot be asked for: it would be told by what is found. */
  void check(Find find) {
    if (find.options().past().asOf().isPresent()) {
      Stream.of(
              paths(find.where()),
              find.sort().stream().map(Sort::path),
              find.options().groups().stream().flatMap(PastSpecials::paths))
          .flatMap(paths -> paths)
          .filter(path -> module.spec().unkept().contains(path.split("\\.", 2)[0]))
          .findFirst()
          .ifPresent(
              path -> {
                throw refused("%s: of '%s' no history is kept.", AS_OF, path);
              });
    }
  }

  private static Stream<String> paths(Grouping grouping) {
    return Stream.concat(
        Stream.of(grouping.by()), grouping.aggregates().stream().map(Grouping.Aggregate::path));
  }

  private static Stream<String> paths(Query query) {
    return switch (query) {
      case Query.And and -> and.parts().stream().flatMap(PastSpecials::paths);
      case Query.Or or -> or.parts().stream().flatMap(PastSpecials::paths);
      case Query.Not not -> paths(not.part());
      case Query.Compare compare -> Stream.of(compare.path());
      case Query.Between between -> Stream.of(between.path());
      case Query.In in -> Stream.of(in.path());
      case Query.Contains contains -> Stream.of(contains.path());
      case Query.Matches matches -> Stream.of(matches.path());
      case Query.Near near -> Stream.of(near.path());
      case Query.Search search -> search.paths().stream();
      case Query.Granted granted -> Stream.of(granted.path());
    };
  }

  private String shown(String special) {
    return PlainValues.shown(all.get(special));
  }

  private Refusal refused(String sentence, Object... values) {
    return Codes.invalidQuery(module, sentence, values);
  }
}
