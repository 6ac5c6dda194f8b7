package io.limp.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the query or the doc of a call must give.
 *
 * @param sets every argument of one of these sets; the first that is given as a whole will do.
 *     There is always one, which may be empty
 * @param oneOf and at least one of these, where there are any
 * @param optional these are arguments too, and may be missing
 * @param newer where there are any: of clients from level 6 on one of these sets is asked for, and
 *     nothing of the above
 */
public record MethodArgs(
    List<List<Attr<?>>> sets,
    List<Attr<?>> oneOf,
    List<Attr<?>> optional,
    List<List<Attr<?>>> newer) {
  static final MethodArgs NONE =
      new MethodArgs(List.of(List.of()), List.of(), List.of(), List.of());

  public MethodArgs {
    sets = List.copyOf(sets);
    oneOf = List.copyOf(oneOf);
    optional = List.copyOf(optional);
    newer = List.copyOf(newer);
    if (sets.isEmpty()) {
      throw new IllegalArgumentException("There is no set of arguments, not even an empty one");
    }
  }

  /** The sets of which clients of that level must give one as a whole. */
  public List<List<Attr<?>>> sets(Level level) {
    if (!newer.isEmpty() && level.isFrom(Level.SIX)) {
      return newer;
    }
    if (oneOf.isEmpty()) {
      return sets;
    }
    return sets.stream()
        .flatMap(set -> oneOf.stream().map(one -> Stream.concat(set.stream(), Stream.of(one))))
        .<List<Attr<?>>>map(Stream::toList)
        .toList();
  }

  /** Every argument that there may be, once for each set that it is in. */
  public List<Attr<?>> every() {
    return Stream.of(sets, List.of(oneOf, optional), newer)
        .flatMap(List::stream)
        .<Attr<?>>flatMap(List::stream)
        .toList();
  }

  /** The argument of that name. */
  public Optional<Attr<?>> named(String name) {
    return every().stream().filter(attr -> attr.name().equals(name)).findFirst();
  }

  MethodArgs of(Attr<?>... all) {
    return new MethodArgs(List.of(List.of(all)), oneOf, optional, newer);
  }

  MethodArgs or(Attr<?>... all) {
    List<List<Attr<?>>> more = new ArrayList<>(sets);
    more.add(List.of(all));
    return new MethodArgs(more, oneOf, optional, newer);
  }

  MethodArgs withOneOf(Attr<?>... any) {
    return new MethodArgs(sets, List.of(any), optional, newer);
  }

  MethodArgs withOptional(Attr<?>... more) {
    return new MethodArgs(sets, oneOf, List.of(more), newer);
  }

  MethodArgs withNewer(List<List<Attr<?>>> asked) {
    return new MethodArgs(sets, oneOf, optional, asked);
  }
}
