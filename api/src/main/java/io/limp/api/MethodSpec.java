package io.limp.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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
 * @param httpGet true: reached by HTTP GET as {@code /module/method/_id/var}, and not over the
 *     websocket
 * @param returns the attributes of the result, for the reference
 * @param source where it was written
 */
public record MethodSpec(
    String name,
    Kind kind,
    List<Permit> permits,
    Args queryNeeds,
    Args docNeeds,
    List<UnaryOperator<Call>> before,
    Optional<Function<Call, Reply>> action,
    List<BiFunction<Call, Reply, Reply>> after,
    boolean httpGet,
    List<Attr<?>> returns,
    SourceLine source) {
  /** Which code runs. */
  public enum Kind {
    READ,
    CREATE,
    UPDATE,
    DELETE,
    RETRIEVE_FILE,
    OWN
  }

  /**
   * What a call must give.
   *
   * @param all every one of these
   * @param oneOf at least one of these, where there are any
   * @param optional these are arguments too, and may be missing
   * @param newer where there are any: of clients from level 6 on one of these sets is asked for,
   *     and nothing of the above
   */
  public record Args(
      List<Attr<?>> all, List<Attr<?>> oneOf, List<Attr<?>> optional, List<List<Attr<?>>> newer) {
    static final Args NONE = new Args(List.of(), List.of(), List.of(), List.of());

    public Args {
      all = List.copyOf(all);
      oneOf = List.copyOf(oneOf);
      optional = List.copyOf(optional);
      newer = List.copyOf(newer);
    }

    /** Every argument that there may be. */
    public List<Attr<?>> every() {
      return Stream.concat(Stream.of(all, oneOf, optional), newer.stream())
          .<Attr<?>>flatMap(List::stream)
          .toList();
    }

    /** The argument of that name. */
    public Optional<Attr<?>> named(String name) {
      return every().stream().filter(attr -> attr.name().equals(name)).findFirst();
    }
  }

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
        Args.NONE,
        Args.NONE,
        List.of(),
        Optional.empty(),
        List.of(),
        false,
        List.of(),
        SourceLine.here());
  }

  /** Who may call it; the first permit that fits the caller decides. */
  public MethodSpec permit(Permit... tried) {
    return new MethodSpec(
        name,
        kind,
        List.of(tried),
        queryNeeds,
        docNeeds,
        before,
        action,
        after,
        httpGet,
        returns,
        source);
  }

  /** The query must give every one of these; they replace those declared before. */
  public MethodSpec queryArgs(Attr<?>... all) {
    Args args =
        new Args(List.of(all), queryNeeds.oneOf(), queryNeeds.optional(), queryNeeds.newer());
    return new MethodSpec(
        name, kind, permits, args, docNeeds, before, action, after, httpGet, returns, source);
  }

  /** The doc must give every one of these. */
  public MethodSpec docArgs(Attr<?>... all) {
    Args args = new Args(List.of(all), docNeeds.oneOf(), docNeeds.optional(), docNeeds.newer());
    return new MethodSpec(
        name, kind, permits, queryNeeds, args, before, action, after, httpGet, returns, source);
  }

  /** The doc must give at least one of these. */
  public MethodSpec anyDocArg(Attr<?>... oneOf) {
    Args args = new Args(docNeeds.all(), List.of(oneOf), docNeeds.optional(), docNeeds.newer());
    return new MethodSpec(
        name, kind, permits, queryNeeds, args, before, action, after, httpGet, returns, source);
  }

  /** The query may give these too. */
  public MethodSpec optionalQueryArgs(Attr<?>... more) {
    Args args = new Args(queryNeeds.all(), queryNeeds.oneOf(), List.of(more), queryNeeds.newer());
    return new MethodSpec(
        name, kind, permits, args, docNeeds, before, action, after, httpGet, returns, source);
  }

  /** The doc may give these too. */
  public MethodSpec optionalDocArgs(Attr<?>... more) {
    Args args = new Args(docNeeds.all(), docNeeds.oneOf(), List.of(more), docNeeds.newer());
    return new MethodSpec(
        name, kind, permits, queryNeeds, args, before, action, after, httpGet, returns, source);
  }

  /** Of clients from level 6 on the query must give one of these sets, and need give no other. */
  public MethodSpec newerQueryArgs(List<List<Attr<?>>> sets) {
    Args args = new Args(queryNeeds.all(), queryNeeds.oneOf(), queryNeeds.optional(), sets);
    return new MethodSpec(
        name, kind, permits, args, docNeeds, before, action, after, httpGet, returns, source);
  }

  /** Of clients from level 6 on the doc must give one of these sets, and need give no other. */
  public MethodSpec newerDocArgs(List<List<Attr<?>>> sets) {
    Args args = new Args(docNeeds.all(), docNeeds.oneOf(), docNeeds.optional(), sets);
    return new MethodSpec(
        name, kind, permits, queryNeeds, args, before, action, after, httpGet, returns, source);
  }

  /** Runs before the method, after the hooks declared so far. */
  public MethodSpec before(UnaryOperator<Call> hook) {
    List<UnaryOperator<Call>> more = plus(before, hook);
    return new MethodSpec(
        name, kind, permits, queryNeeds, docNeeds, more, action, after, httpGet, returns, source);
  }

  /** Runs after the method, after the hooks declared so far. */
  public MethodSpec after(BiFunction<Call, Reply, Reply> hook) {
    List<BiFunction<Call, Reply, Reply>> more = plus(after, hook);
    return new MethodSpec(
        name, kind, permits, queryNeeds, docNeeds, before, action, more, httpGet, returns, source);
  }

  /** The module's own code, in place of a base method. */
  public MethodSpec run(Function<Call, Reply> code) {
    return new MethodSpec(
        name,
        Kind.OWN,
        permits,
        queryNeeds,
        docNeeds,
        before,
        Optional.of(code),
        after,
        httpGet,
        returns,
        source);
  }

  /** Reached by HTTP GET as {@code /module/method/_id/var}. */
  public MethodSpec get() {
    return new MethodSpec(
        name, kind, permits, queryNeeds, docNeeds, before, action, after, true, returns, source);
  }

  /** What the result holds, for the reference. */
  public MethodSpec returns(Attr<?>... attrs) {
    return new MethodSpec(
        name,
        kind,
        permits,
        queryNeeds,
        docNeeds,
        before,
        action,
        after,
        httpGet,
        List.of(attrs),
        source);
  }

  MethodSpec withHooksOf(MethodSpec other) {
    return new MethodSpec(
        name,
        kind,
        permits,
        queryNeeds,
        docNeeds,
        other.before,
        action,
        other.after,
        httpGet,
        returns,
        source);
  }

  private static <E> List<E> plus(List<E> list, E one) {
    List<E> more = new ArrayList<>(list);
    more.add(one);
    return more;
  }
}
