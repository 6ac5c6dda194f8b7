package io.limp.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a read asks for: which documents, in which order, from where, how many.
 *
 * @param where the condition
 * @param sort the keys, most significant first; none: newest first, or the best first where the
 *     condition has a {@link Query.Search}, the nearest first where it has a {@link Query.Near}
 * @param skip how many to leave out at the start
 * @param limit how many at the most; empty: all
 * @param beyond holds for those behind the end of the page before; {@link Docs#total} does not mind
 *     it
 * @param options how they are shown, and what else is told
 */
public record Find(
    Query where, List<Sort> sort, int skip, OptionalInt limit, Query beyond, Options options) {
  public Find {
    sort = List.copyOf(sort);
  }

  /**
   * How documents are shown, and what else is told of them.
   *
   * @param expand the caller's {@code $extn}: the attributes whose ids give way to the documents
   *     that they refer to; empty: those that the module expands unasked
   * @param soft the caller's {@code $soft}: a create answers with the whole document, a delete
   *     removes for good; a delete's {@code $force} is the same
   * @param diff the caller's {@code $diff}: who made a change is shown as a user, not as an id
   * @param version each document carries its version, {@code _ver}
   * @param attrs the attributes to show; empty: all
   * @param groups what to count
   * @param paged the answer tells where the next page begins
   * @param ids all ids stay ids, even those that the module expands whatever the caller says:
   *     module code reads so
   * @param past what is asked for beside the documents as they are today
   */
  public record Options(
      Optional<List<String>> expand,
      boolean soft,
      boolean diff,
      boolean version,
      Optional<List<String>> attrs,
      List<Grouping> groups,
      boolean paged,
      boolean ids,
      Past past) {
    public static final Options DEFAULT =
        new Options(
            Optional.empty(),
            false,
            false,
            false,
            Optional.empty(),
            List.of(),
            false,
            false,
            Past.NOTHING);

    public Options {
      groups = List.copyOf(groups);
    }

    /** True when the ids of that expansion give way to the documents that they refer to. */
    public boolean expands(Expand asked) {
      boolean named = expand.isPresent() && expand.get().contains(asked.attr());
      return !ids
          && switch (asked.when()) {
            case USUAL -> expand.isEmpty() || named;
            case REQUESTED -> named;
            case FORCED -> true;
          };
    }

    /** True when the attribute is asked for. */
    public boolean shows(String attr) {
      return attrs.isEmpty() || attrs.get().contains(attr);
    }
  }

  /**
   * What a read asks for beside the documents as they are today.
   *
   * @param asOf the moment as of which they are read; empty: now
   * @param today must hold, where documents are read as of a moment, for those that still exist as
   *     they are today too
   * @param deleted the deleted documents are sought, not the living
   * @param changes of how many changes each document tells, the newest first
   */
  public record Past(Optional<Moment> asOf, Query today, boolean deleted, int changes) {
    public static final Past NOTHING = new Past(Optional.empty(), Query.everything(), false, 0);
  }

  /** The documents for which the condition holds, newest first. */
  public static Find where(Query where) {
    return new Find(where, List.of(), 0, OptionalInt.empty(), Query.everything(), Options.DEFAULT);
  }

  /**
   * The same, for which the condition holds too: as of the moment that is asked for, and today, so
   * that nobody sees by asking for the past what they may not see now.
   */
  public Find and(Query more) {
    Past past = options.past;
    return past.asOf().isEmpty()
        ? withWhere(where.and(more))
        : withWhere(where.and(more))
            .with(new Past(past.asOf, past.today.and(more), past.deleted, past.changes));
  }

  /** The documents as they were then; the module keeps its history. */
  public Find asOf(Moment then) {
    return with(new Past(Optional.of(then), Query.everything(), false, options.past.changes));
  }

  /** The documents that were deleted and not for good. */
  public Find deleted() {
    return with(new Past(Optional.empty(), Query.everything(), true, options.past.changes));
  }

  /** The same with another past. */
  public Find with(Past past) {
    return with(
        new Options(
            options.expand,
            options.soft,
            options.diff,
            options.version,
            options.attrs,
            options.groups,
            options.paged,
            options.ids,
            past));
  }

  /** The same with another condition. */
  public Find withWhere(Query other) {
    return new Find(other, sort, skip, limit, beyond, options);
  }

  public Find sorted(Sort... keys) {
    return new Find(where, List.of(keys), skip, limit, beyond, options);
  }

  public Find skip(int documents) {
    return new Find(where, sort, documents, limit, beyond, options);
  }

  public Find limit(int documents) {
    return new Find(where, sort, skip, OptionalInt.of(documents), beyond, options);
  }

  /** The same page, of the documents for which that holds too. */
  public Find beyond(Query place) {
    return new Find(where, sort, skip, limit, place, options);
  }

  /** The same, with the ids of other documents left as ids. */
  public Find unexpanded() {
    return with(
        new Options(
            Optional.of(List.of()),
            options.soft,
            options.diff,
            options.version,
            options.attrs,
            options.groups,
            options.paged,
            true,
            options.past));
  }

  /** The same, each document with its version as {@code _ver}. */
  public Find withVersions() {
    return with(
        new Options(
            options.expand,
            options.soft,
            options.diff,
            true,
            options.attrs,
            options.groups,
            options.paged,
            options.ids,
            options.past));
  }

  /** The same with other options. */
  public Find with(Options other) {
    return new Find(where, sort, skip, limit, beyond, other);
  }
}
