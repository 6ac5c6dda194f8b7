package io.limp.call.query;

import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.MethodSpec;
import io.limp.api.MethodSpec.Kind;
import io.limp.call.ConvertValue;
import io.limp.call.LoadedModule;
import io.limp.call.ModuleTable;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The query part of a call, in whichever form it came, to the query tree. */
public final class ReadQuery {
  private static final Set<Kind> CHANGES =
      EnumSet.of(
          Kind.UPDATE, Kind.DELETE, Kind.UNDELETE, Kind.UNDO, Kind.CREATE_FILE, Kind.DELETE_FILE);

  private final ReadQuery1 level1;
  private final ReadQuery6 level6;
  private final List<String> locales;
  private final QueryLimits limits;

  public ReadQuery(ModuleTable modules, List<String> locales, QueryLimits limits) {
    this.locales = locales;
    this.limits = limits;
    QueryPaths paths = new QueryPaths(modules, locales);
    level1 = new ReadQuery1(paths);
    level6 = new ReadQuery6(paths);
  }

  /**
   * What a query asks for.
   *
   * @param find the tree
   * @param args the values that it gives for the method's query arguments, by name
   */
  public record Asked(Find find, Doc args) {}

  /**
   * Reads a query.
   *
   * @throws io.limp.api.Refusal when it cannot be understood or would cost too much
   */
  public Asked read(LoadedModule module, MethodSpec method, Level level, WireQuery query) {
    ReadArg args = new ReadArg(method, level, ConvertValue.at(level, module, method, locales));
    Asked asked =
        switch (query) {
          case WireQuery.Terms terms -> level1.read(module, args, terms.all());
          case WireQuery.Steps steps -> level6.read(module, args, steps.all());
        };
    return new Asked(limits.checked(module, asked.find()), asked.args());
  }

  /**
   * True for an argument that tells of a file, not of the documents: they may have an attribute of
   * that name, such as {@code name}, and are not asked for it.
   */
  static boolean isOfFile(MethodSpec method, String name) {
    return method.kind().isOfFiles()
        && !name.equals(LimpModule.ID.name())
        && method.queryNeeds().named(name).isPresent();
  }

  /** True for a method that a query which says less than it seems to would let do harm. */
  static boolean isStrict(MethodSpec method) {
    return CHANGES.contains(method.kind());
  }
}
