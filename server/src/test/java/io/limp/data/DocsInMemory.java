package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The documents of one collection and their change log, as plain as can be: a map, {@link Matcher}
 * and {@link Edits}. What a driver should do with writes.
 */
final class DocsInMemory {
  private final CollectionSpec spec;

  /** Newest first. */
  private NavigableMap<Id, Row> rows = new TreeMap<>(Comparator.reverseOrder());

  private final List<Change> log = new ArrayList<>();

  DocsInMemory(CollectionSpec spec) {
    this.spec = spec;
  }

  enum State {
    LIVES,
    DELETED,
    GONE
  }

  record Row(Doc doc, long version, State state) {}

  sealed interface Outcome {}

  record Done(List<Written> written) implements Outcome {}

  /**
   * Nothing was done.
   *
   * @param place of the write that cannot be done
   * @param reasons of which one is told
   */
  record Refused(int place, Set<String> reasons) implements Outcome {}

  NavigableMap<Id, Row> rows() {
    return rows;
  }

  /** Without positions and moments. */
  List<Change> log() {
    return log;
  }

  Optional<Doc> byId(Id id) {
    return Optional.ofNullable(rows.get(id)).filter(row -> row.state == State.LIVES).map(Row::doc);
  }

  /** The version of a document, deleted or not. */
  Optional<Long> version(Id id) {
    return Optional.ofNullable(rows.get(id)).map(Row::version);
  }

  /** Newest first. */
  List<Id> found(Query where, State state) {
    Matcher matcher = Matcher.of(where, spec.types());
    return rows.values().stream()
        .filter(row -> row.state == state && matcher.holds(row.doc))
        .map(row -> row.doc.id())
        .toList();
  }

  Outcome write(Id actor, List<Write> writes) {
    NavigableMap<Id, Row> before = new TreeMap<>(rows);
    int logged = log.size();
    List<Written> written = new ArrayList<>();
    for (Write write : writes) {
      try {
        written.add(written(actor, write));
      } catch (Refusal refusal) {
        rows = before;
        log.subList(logged, log.size()).clear();
        return new Refused(written.size(), refusal.reasons);
      }
    }
    return new Done(written);
  }

  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Set<String> reasons;

    Refusal(Set<String> reasons) {
      this.reasons = reasons;
    }
  }

  private Written written(Id actor, Write write) {
    return switch (write) {
      case Write.Insert insert -> insert(actor, insert.doc());
      case Write.Update update -> update(actor, update);
      case Write.Delete delete -> delete(actor, delete);
      case Write.Undelete undelete -> undelete(actor, undelete);
    };
  }

  private Written insert(Id actor, Doc given) {
    Doc doc = AsStored.of(given, spec.types());
    put(new Row(doc, 1, State.LIVES), true);
    log(actor, Change.Op.CREATE, 1, Optional.empty(), Optional.of(doc), "");
    return new Written(List.of(doc.id()), 1);
  }

  private Written update(Id actor, Write.Update update) {
    List<Id> found = found(update.where(), State.LIVES);
    int changed = 0;
    for (Id id : found) {
      Row row = rows.get(id);
      if (update.version().orElse(row.version) != row.version) {
        throw new Refusal(Set.of(new Conflict(id, row.version).getMessage()));
      }
      Doc after = AsStored.of(edited(row.doc, update.changes()), spec.types());
      if (!after.equals(row.doc)) {
        changed++;
        put(new Row(after, row.version + 1, State.LIVES), false);
        log(
            actor,
            Change.Op.UPDATE,
            row.version + 1,
            Optional.of(row.doc),
            Optional.of(after),
            update.remarks());
      }
    }
    return new Written(found, changed);
  }

  private Doc edited(Doc doc, Doc changes) {
    try {
      return Edits.apply(doc, AsStored.changes(changes, spec.types()), spec.types());
    } catch (CannotEdit e) {
      throw new Refusal(Set.of(e.getMessage()));
    }
  }

  private Written delete(Id actor, Write.Delete delete) {
    List<Id> found = found(delete.where(), State.LIVES);
    for (Id id : found) {
      Row row = rows.get(id);
      Doc left = delete.force() ? new Doc(Map.of("_id", id)) : row.doc;
      rows.put(id, new Row(left, row.version + 1, delete.force() ? State.GONE : State.DELETED));
      log(actor, Change.Op.DELETE, row.version + 1, Optional.of(row.doc), Optional.empty(), "");
    }
    return new Written(found, found.size());
  }

  private Written undelete(Id actor, Write.Undelete undelete) {
    List<Id> found = found(undelete.where(), State.DELETED);
    for (Id id : found) {
      Row row = rows.get(id);
      put(new Row(row.doc, row.version + 1, State.LIVES), false);
      log(
          actor,
          Change.Op.UNDELETE,
          row.version + 1,
          Optional.empty(),
          Optional.of(row.doc),
          undelete.remarks());
    }
    return new Written(found, found.size());
  }

  /** A living document, unless it shares what is unique. */
  private void put(Row row, boolean isNew) {
    Id id = row.doc.id();
    Set<List<String>> shared = new LinkedHashSet<>();
    if (isNew && rows.containsKey(id)) {
      shared.add(List.of("_id"));
    }
    for (List<String> unique : spec.unique()) {
      for (Row other : rows.values()) {
        if (other.state == State.LIVES
            && (isNew || !other.doc.id().equals(id))
            && unique.stream().allMatch(path -> isShared(path, row.doc, other.doc))) {
          shared.add(unique);
        }
      }
    }
    if (!shared.isEmpty()) {
      throw new Refusal(
          shared.stream()
              .map(attrs -> new Duplicate(spec.name(), attrs).getMessage())
              .collect(Collectors.toSet()));
    }
    rows.put(id, row);
  }

  private static boolean isShared(String attr, Doc one, Doc other) {
    Object value = one.values().get(attr);
    return value != null && PlainValues.same(value, other.values().get(attr));
  }

  private void log(
      Id actor,
      Change.Op op,
      long version,
      Optional<Doc> before,
      Optional<Doc> after,
      String remarks) {
    log.add(
        new Change(
            "",
            Instant.EPOCH,
            spec.name(),
            before.or(() -> after).orElseThrow().id(),
            op,
            version,
            actor,
            before.map(this::withoutSecrets),
            after.map(this::withoutSecrets),
            remarks));
  }

  private Doc withoutSecrets(Doc doc) {
    Map<String, Object> shown = new LinkedHashMap<>(doc.values());
    shown.keySet().removeIf(name -> isSecret(spec.types().get(name)));
    return new Doc(shown);
  }

  private static boolean isSecret(AttrType<?> type) {
    return type instanceof AttrType.SecretType
        || (type instanceof AttrType.ListOf<?> list && isSecret(list.of()));
  }
}
