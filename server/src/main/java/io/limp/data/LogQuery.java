package io.limp.data;

import io.limp.api.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which changes are sought in the log.
 *
 * @param collections changes of these
 * @param docs of these documents; empty: of all
 * @param actors made by these users; empty: by any
 * @param changes those with these ids; empty: all
 * @param from not before it
 * @param to not after it
 */
public record LogQuery(
    Set<String> collections,
    Optional<Set<Id>> docs,
    Optional<Set<Id>> actors,
    Optional<Set<Id>> changes,
    Instant from,
    Instant to) {
  /** All changes of these collections. */
  public static LogQuery of(Set<String> collections) {
    return new LogQuery(
        collections,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Instant.EPOCH,
        Instant.ofEpochMilli(Long.MAX_VALUE >> 10));
  }

  /** The change of a document that has that id. */
  public static LogQuery of(String collection, Id doc, Id change) {
    LogQuery all = of(Set.of(collection));
    return new LogQuery(
        all.collections,
        Optional.of(Set.of(doc)),
        all.actors,
        Optional.of(Set.of(change)),
        all.from,
        all.to);
  }
}
