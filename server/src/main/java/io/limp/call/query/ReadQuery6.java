package io.limp.call.query;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.MethodSpec;
import io.limp.api.Query;
import io.limp.call.Codes;
import io.limp.call.Json;
import io.limp.call.LoadedModule;
import io.limp.call.query.ReadQuery.Asked;
import io.limp.data.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Level 6's query to the query tree: a list of steps, all of which must hold. A step is an object,
 * all of whose attributes must hold, or a list of steps, one of which must. {@code __or} (and every
 * key that begins so) puts such a list into an object.
 *
 * <pre>
 * {@code [{"status": "draft", "num": {"$gt": 20}}, [{"tags": "a"}, {"tags": "b"}], {"$limit": 2}]}
 * </pre>
 *
 * <p>An attribute that the module does not have equals nothing; where documents are changed the
 * query is refused. Secrets cannot be asked for.
 */
final class ReadQuery6 {
  private static final String OR = "__or";

  private final QueryPaths paths;
  private final Specials specials;

  ReadQuery6(QueryPaths paths) {
    this.paths = paths;
    specials = new Specials(paths);
  }

  Asked read(LoadedModule module, ReadArg readArg, List<@Nullable Object> steps) {
    Reading reading = new Reading(module, readArg);
    List<Query> all = new ArrayList<>();
    for (Object step : steps) {
      reading.step(step, true).ifPresent(all::add);
    }
    Query where = all.size() == 1 ? all.getFirst() : new Query.And(all);
    return new Asked(
        specials.find(module, readArg.method(), reading.specials, where, false),
        new Doc(reading.args));
  }

  /** One query being read. */
  private final class Reading {
    final Map<String, @Nullable Object> specials = new LinkedHashMap<>();
    final Map<String, @Nullable Object> args = new LinkedHashMap<>();
    private final LoadedModule module;
    private final ReadArg readArg;
    private final Operators operators;

    Reading(LoadedModule module, ReadArg readArg) {
      this.module = module;
      this.readArg = readArg;
      operators = new Operators(module);
    }

    /**
     * The condition in a step; empty when there is none.
     *
     * @param always it stands in no "or", so that it may give an argument of the method
     */
    Optional<Query> step(@Nullable Object step, boolean always) {
      return switch (step) {
        case Map<?, ?> terms -> terms(Json.object(terms), always);
        case List<?> any -> Optional.of(any(any));
        case null, default -> {
          refuseWhereStrict(PlainValues.shown(step), "is neither an object nor a list");
          yield Optional.empty();
        }
      };
    }

    private Query any(List<?> steps) {
      List<Query> any = new ArrayList<>();
      for (Object step : steps) {
        step(step, false).ifPresent(any::add);
      }
      return any.size() == 1 ? any.getFirst() : new Query.Or(any);
    }

    private Optional<Query> terms(Map<String, @Nullable Object> terms, boolean always) {
      List<Query> all = new ArrayList<>();
      terms.forEach(
          (key, value) -> {
            if (key.startsWith("$")) {
              putOnce(specials, key, value);
            } else if (key.startsWith(OR)) {
              if (!(value instanceof List<?> steps)) {
                throw Codes.invalidQuery(
                    module, "'%s' takes a list of steps, not %s.", key, PlainValues.shown(value));
              }
              all.add(any(steps));
            } else {
              term(key, value, always).ifPresent(all::add);
            }
          });
      return all.isEmpty()
          ? Optional.empty()
          : Optional.of(all.size() == 1 ? all.getFirst() : new Query.And(all));
    }

    private Optional<Query> term(String path, @Nullable Object value, boolean always) {
      Optional<AttrType<?>> type =
          ReadQuery.isOfFile(readArg.method(), path)
              ? Optional.empty()
              : paths.typeOf(module, path);
      Optional<Attr<?>> arg = always ? readArg.named(path) : Optional.empty();
      if (arg.isPresent()) {
        if (!Operators.isEquality(value)) {
          refuseWhereStrict("'" + path + "'", "must be equal to a value");
        }
        Object read = readArg.value(arg.get(), type, value);
        if (readArg.method().kind() == MethodSpec.Kind.OWN) {
          putOnce(args, path, read);
        } else {
          args.put(path, read); // two conditions, both of which must hold
        }
        if (type.isEmpty()) {
          return Optional.empty(); // an argument of the method alone
        }
      }
      if (type.isEmpty()) {
        refuseWhereStrict("'" + path + "'", "is no attribute of " + module.name());
        return Optional.of(Query.nothing());
      }
      AttrType<?> compared = QueryPaths.comparedAs(type.get());
      return Optional.of(
          paths.onEach(
              path,
              type.get(),
              Operators.isNegative(value),
              each -> operators.condition(each, compared, value)));
    }

    /** Nobody can tell which of two values is meant. */
    private void putOnce(Map<String, @Nullable Object> all, String key, @Nullable Object value) {
      if (all.containsKey(key) && !Objects.equals(all.get(key), value)) {
        throw Codes.invalidQuery(
            module,
            "'%s' is given twice, as %s and as %s.",
            key,
            PlainValues.shown(all.get(key)),
            PlainValues.shown(value));
      }
      all.put(key, value);
    }

    private void refuseWhereStrict(String what, String why) {
      if (ReadQuery.isStrict(readArg.method())) {
        throw Codes.invalidQuery(module, "%s in the query %s: nothing was changed.", what, why);
      }
    }
  }
}
