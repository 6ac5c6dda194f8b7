package io.limp.call.query;

import io.limp.api.Find;
import io.limp.api.Query;
import io.limp.call.Codes;
import io.limp.call.LoadedModule;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client's query may cost at the most; all but {@code joined} is refused before any database
 * is asked. Module code may ask for more.
 *
 * @param depth how deep conditions may stand in each other
 * @param terms how many conditions a query may have
 * @param list how many values a list of one may have
 * @param page how many documents one answer may carry; a read without {@code $limit} gets so many
 * @param joined for how many documents a condition may hold that leads to them through an
 *     attribute; their ids are held in memory, so that it is so for module code and permits, too
 */
public record QueryLimits(int depth, int terms, int list, int page, int joined) {
  public static final QueryLimits DEFAULT = new QueryLimits(16, 500, 10_000, 10_000, 100_000);

  private static final Pattern LIMIT =
      Pattern.compile("(depth|terms|list|page|joined)=([1-9][0-9]{0,8})");

  /**
   * The default, with what the text says otherwise: {@code depth=8,page=500}.
   *
   * @throws IllegalArgumentException when it says anything else
   */
  public static QueryLimits parse(String text) {
    QueryLimits limits = DEFAULT;
    for (String part : text.split(",", -1)) {
      Matcher limit = LIMIT.matcher(part.strip());
      if (!limit.matches()) {
        throw new IllegalArgumentException(
            "depth, terms, list, page and joined take a number from 1 on, as in page=500, not \""
                + part.strip()
                + '"');
      }
      limits = limits.with(limit.group(1), Integer.parseInt(limit.group(2)));
    }
    return limits;
  }

  private QueryLimits with(String name, int value) {
    Map<String, Integer> set = Map.of(name, value);
    return new QueryLimits(
        set.getOrDefault("depth", depth),
        set.getOrDefault("terms", terms),
        set.getOrDefault("list", list),
        set.getOrDefault("page", page),
        set.getOrDefault("joined", joined));
  }

  /** The find, if it keeps to the limits; one without a limit gets the longest page. */
  Find checked(LoadedModule module, Find find) {
    int found = terms(module, find.where(), 1);
    if (found > terms) {
      throw Codes.invalidQuery(
          module, "The query has %d conditions; %d are allowed.", found, terms);
    }
    if (find.limit().isPresent() && find.limit().getAsInt() > page) {
      throw Codes.invalidQuery(
          module, "$limit may be %d at the most, not %d.", page, find.limit().getAsInt());
    }
    return new Find(
        find.where(),
        find.sort(),
        find.skip(),
        OptionalInt.of(find.limit().orElse(page)),
        find.beyond(),
        find.options());
  }

  private int terms(LoadedModule module, Query query, int at) {
    if (at > depth) {
      throw Codes.invalidQuery(module, "Conditions may stand %d deep in each other.", depth);
    }
    return switch (query) {
      case Query.And and -> sum(module, and.parts(), at);
      case Query.Or or -> sum(module, or.parts(), at);
      case Query.Not not -> terms(module, not.part(), at + 1);
      case Query.In in -> {
        if (in.values().size() > list) {
          throw Codes.invalidQuery(
              module, "'%s' has %d values; %d are allowed.", in.path(), in.values().size(), list);
        }
        yield 1;
      }
      default -> 1;
    };
  }

  private int sum(LoadedModule module, List<Query> parts, int at) {
    int sum = 0;
    for (Query part : parts) {
      sum += terms(module, part, at + 1);
    }
    return sum;
  }
}
