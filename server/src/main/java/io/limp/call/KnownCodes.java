package io.limp.call;

import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.api.MethodSpec.Kind;
import io.limp.api.Permit;
import io.limp.api.Refusal;
import io.limp.data.Conflict;
import io.limp.data.TooLarge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Which refusals the framework itself may answer a call with, for the reference: made by {@link
 * Codes} as the calls' own are, with {@code …} where those name something.
 */
public final class KnownCodes {
  private static final String SOMETHING = "…";
  private static final Id DOC = Id.of("f00000000000000000000010");

  private KnownCodes() {}

  /** What any call may be answered, whatever its method. */
  public static List<Refusal> ofEveryCall() {
    return List.of(
        Codes.invalidFrame(SOMETHING),
        Codes.invalidToken(),
        Codes.invalidSession(),
        Codes.sessionExpired(),
        Codes.fault(new IllegalStateException(), false),
        Codes.dataUnavailable());
  }

  /** What a frame may be answered that names no method that can be called so. */
  public static List<Refusal> ofEndpoints() {
    return List.of(
        Codes.noVerify(),
        Codes.noEndpoint(),
        Codes.invalidPath(),
        Codes.invalidModule(),
        Codes.invalidMethod(),
        Codes.getMethod());
  }

  /** What the calls of a method may be answered besides, by clients of that level. */
  public static List<Refusal> of(LoadedModule module, MethodSpec method, Level level) {
    List<Refusal> known = new ArrayList<>();
    if (method.permits().stream().noneMatch(each -> each.who() == Permit.Who.ANYONE)) {
      known.add(Codes.forbidden());
    }
    addAttrs(module, method, level, known);
    addArgs(module, method, level, known);
    boolean writes = method.kind() == Kind.CREATE || method.kind() == Kind.UPDATE;
    if (writes || !method.docNeeds().every().isEmpty()) {
      addValues(module, method, level, known);
    }
    if (method.kind() == Kind.CREATE) {
      known.add(Codes.missingAttr(module, level, method.name(), SOMETHING));
    }
    if (writes && !module.spec().unique().isEmpty()) {
      known.add(Codes.duplicate(module, level, List.of(SOMETHING)));
    }
    if (writes) {
      known.add(Codes.docTooLarge(module, new TooLarge("document", DOC, SOMETHING)));
    }
    if (method.kind() == Kind.UPDATE) {
      known.add(Codes.conflict(module, new Conflict(DOC, 2)));
    }
    if (method.kind() == Kind.UPDATE || method.kind() == Kind.DELETE) {
      known.add(Codes.systemDoc());
    }
    return known;
  }

  /** Where a permit says which attributes there are for the caller. */
  private static void addAttrs(
      LoadedModule module, MethodSpec method, Level level, List<Refusal> known) {
    if (method.permits().stream().anyMatch(permit -> !permit.accepts().isEmpty())) {
      known.add(Codes.forbiddenAttr(module, level, "set", SOMETHING));
    } else if (module.spec().methods().values().stream()
        .flatMap(each -> each.permits().stream())
        .anyMatch(permit -> !permit.shows().isEmpty() || !permit.hides().isEmpty())) {
      known.add(Codes.forbiddenAttr(module, level, "ask for", SOMETHING));
    }
  }

  private static void addArgs(
      LoadedModule module, MethodSpec method, Level level, List<Refusal> known) {
    boolean needsQuery = !method.queryNeeds().every().isEmpty();
    boolean needsDoc = !method.docNeeds().every().isEmpty();
    if (needsQuery || needsDoc) {
      boolean ofOneSet = method.queryNeeds().sets().size() + method.docNeeds().sets().size() == 2;
      if (level == Level.ONE && ofOneSet) {
        known.add(Codes.missingArg(SOMETHING));
      } else {
        List<Map<String, String>> failed = List.of(Map.of(SOMETHING, "Missing"));
        if (needsQuery) {
          known.add(Codes.unmatchedArgs(module, level, "query", failed));
        }
        if (needsDoc) {
          known.add(Codes.unmatchedArgs(module, level, "doc", failed));
        }
      }
    }
    boolean asks = method.kind() != Kind.CREATE && method.kind() != Kind.OWN;
    if (asks && !(needsQuery && level.isFrom(Level.SIX))) {
      known.add(Codes.invalidQuery(module, SOMETHING));
    }
  }

  private static void addValues(
      LoadedModule module, MethodSpec method, Level level, List<Refusal> known) {
    AttrType<String> type = AttrType.own(SOMETHING, AttrType.str(), UnaryOperator.identity());
    if (level.isFrom(Level.SIX)) {
      known.add(Codes.invalidAttr6(module, method.name(), SOMETHING, type, SOMETHING, ""));
      known.add(Codes.unconvertible6(module, method.name(), SOMETHING, type, SOMETHING));
    } else {
      known.add(Codes.invalidAttr(module, SOMETHING, type, SOMETHING, ""));
    }
  }
}
