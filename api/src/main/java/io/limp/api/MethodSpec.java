package io.limp.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One method of a module: who may call it, what it must be given, what runs. Every word returns a
 * changed copy.
 *
 * @param name as in {@code module/name}
 * @param kind which base method runs, or the module's own code
 * @param permits in the order in which they are tried
 * @param queryNeeds what the query must give
 * @param docNeeds what the doc must give
 * @param before run in order before the method, each on the call that the one before it handed on
 * @param action the module's own code, for {@link Kind#OWN}
 * @param after run in order after the method
 * @param reach by which ways clients reach it
 * @param returns the attributes of the result, for the reference
 * @param source where it was written
 */
public record MethodSpec(
    String name,
    Kind kind,
    List<Permit> permits,
    MethodArgs queryNeeds,
    MethodArgs docNeeds,
    List<Hook<UnaryOperator<Call>>> before,
    Optional<Function<Call, Reply>> action,
    List<Hook<BiFunction<Call, Reply, Reply>>> after,
    Reach reach,
    List<Attr<?>> returns,
    SourceLine source) {
  /** Which code runs. */
  public enum Kind {
    READ,
    CREATE,
    UPDATE,
    DELETE,
    UNDELETE,
    UNDO,
    RETRIEVE_FILE,
    CREATE_FILE,
    DELETE_FILE,
    OWN;

    /** True where the arguments but {@code _id} tell of a file, not of documents. */
    public boolean isOfFiles() {
      return this == RETRIEVE_FILE || this == CREATE_FILE || this == DELETE_FILE;
    }
  }

  /** The ways in which clients reach a method. */
  public enum Reach {
    /** Over the websocket. */
    WEBSOCKET,
    /** By HTTP GET, and not over the websocket. */
    GET,
    /** By HTTP POST, and over the websocket too. */
    POST
  }

  /**
   * Code that runs before or after a method.
   *
   * @param source where it was declared
   */
  public record Hook<F>(F code, SourceLine source) {}

  public MethodSpec {
    permits = List.copyOf(permits);
    before = List.copyOf(before);
    after = List.copyOf(after);
    returns = List.copyOf(returns);
  }

  static MethodSpec of(String name, Kind kind) {
    return new MethodSpec(
        name,
        kind,
        List.of(),
        MethodArgs.NONE,
        MethodArgs.NONE,
        List.of(),
        Optional.empty(),
        List.of(),
        Reach.WEBSOCKET,
        List.of(),
        SourceLine.here());
  }

  /** Who may call it; the first permit that fits the caller decides. */
  public MethodSpec permit(Permit... tried) {
    return change(draft -> draft.permits = List.of(tried));
  }

  /** The query must give every one of these; they replace those declared before. */
  public MethodSpec queryArgs(Attr<?>... all) {
    return change(draft -> draft.queryNeeds = queryNeeds.of(all));
  }

  /**
   * Or it must give every one of these. The first set that a call gives as a whole will do; over
   * HTTP each set is a path of its own.
   *
   * <pre>{@code m.queryArgs(ID).orQueryArgs(ID, SIZE)}</pre>
   */
  public MethodSpec orQueryArgs(Attr<?>... all) {
    return change(draft -> draft.queryNeeds = queryNeeds.or(all));
  }

  /** The doc must give every one of these; they replace those declared before. */
  public MethodSpec docArgs(Attr<?>... all) {
    return change(draft -> draft.docNeeds = docNeeds.of(all));
  }

  /** Or it must give every one of these; the first set that a call gives as a whole will do. */
  public MethodSpec orDocArgs(Attr<?>... all) {
    return change(draft -> draft.docNeeds = docNeeds.or(all));
  }

  /** The doc must give at least one of these besides. */
  public MethodSpec anyDocArg(Attr<?>... oneOf) {
    return change(draft -> draft.docNeeds = docNeeds.withOneOf(oneOf));
  }

  /** The query may give these too. */
  public MethodSpec optionalQueryArgs(Attr<?>... more) {
    return change(draft -> draft.queryNeeds = queryNeeds.withOptional(more));
  }

  /** The doc may give these too. */
  public MethodSpec optionalDocArgs(Attr<?>... more) {
    return change(draft -> draft.docNeeds = docNeeds.withOptional(more));
  }

  /** Of clients from level 6 on the query must give one of these sets, and need give no other. */
  public MethodSpec newerQueryArgs(List<List<Attr<?>>> sets) {
    return change(draft -> draft.queryNeeds = queryNeeds.withNewer(sets));
  }

  /** Of clients from level 6 on the doc must give one of these sets, and need give no other. */
  public MethodSpec newerDocArgs(List<List<Attr<?>>> sets) {
    return change(draft -> draft.docNeeds = docNeeds.withNewer(sets));
  }

  /** Runs before the method, after the hooks declared so far. */
  public MethodSpec before(UnaryOperator<Call> hook) {
    Hook<UnaryOperator<Call>> here = new Hook<>(hook, SourceLine.here());
    return change(draft -> draft.before.add(here));
  }

  /** Runs after the method, after the hooks declared so far. */
  public MethodSpec after(BiFunction<Call, Reply, Reply> hook) {
    Hook<BiFunction<Call, Reply, Reply>> here = new Hook<>(hook, SourceLine.here());
    return change(draft -> draft.after.add(here));
  }

  /** The module's own code, in place of a base method. */
  public MethodSpec run(Function<Call, Reply> code) {
    return change(
        draft -> {
          draft.kind = Kind.OWN;
          draft.action = Optional.of(code);
        });
  }

  /**
   * Reached by HTTP GET as {@code /module/method/arg/arg...}, with the query's arguments in the
   * order in which they are declared, and not over the websocket.
   */
  public MethodSpec get() {
    return change(draft -> draft.reach = Reach.GET);
  }

  /**
   * Reached by HTTP POST too, as {@code /module/method/arg/arg...} with the doc as the body: a JSON
   * object, the fields of a form, or the content of the one file that the method takes.
   */
  public MethodSpec post() {
    return change(draft -> draft.reach = Reach.POST);
  }

  /** What the result holds, for the reference. */
  public MethodSpec returns(Attr<?>... attrs) {
    return change(draft -> draft.returns = List.of(attrs));
  }

  /** True when it is reached by HTTP GET, and by that alone. */
  public boolean httpGet() {
    return reach == Reach.GET;
  }

  MethodSpec withHooksOf(MethodSpec other) {
    return change(
        draft -> {
          draft.before = other.before;
          draft.after = other.after;
        });
  }

  /** A proxy's method: for the same base method, the hooks of the original run first. */
  MethodSpec over(@Nullable MethodSpec original) {
    if (original == null || kind == Kind.OWN || original.kind != kind) {
      return this;
    }
    return change(
        draft -> {
          draft.before.addAll(0, original.before);
          draft.after.addAll(0, original.after);
        });
  }

  private MethodSpec change(Consumer<Draft> word) {
    Draft draft = new Draft(this);
    word.accept(draft);
    return draft.spec();
  }

  /** The copy under way while one word is applied. */
  private static final class Draft {
    private final MethodSpec from;
    private Kind kind;
    private List<Permit> permits;
    private MethodArgs queryNeeds;
    private MethodArgs docNeeds;
    private List<Hook<UnaryOperator<Call>>> before;
    private Optional<Function<Call, Reply>> action;
    private List<Hook<BiFunction<Call, Reply, Reply>>> after;
    private Reach reach;
    private List<Attr<?>> returns;

    Draft(MethodSpec from) {
      this.from = from;
      kind = from.kind;
      permits = from.permits;
      queryNeeds = from.queryNeeds;
      docNeeds = from.docNeeds;
      before = new ArrayList<>(from.before);
      action = from.action;
      after = new ArrayList<>(from.after);
      reach = from.reach;
      returns = from.returns;
    }

    MethodSpec spec() {
      return new MethodSpec(
          from.name,
          kind,
          permits,
          queryNeeds,
          docNeeds,
          before,
          action,
          after,
          reach,
          returns,
          from.source);
    }
  }
}
