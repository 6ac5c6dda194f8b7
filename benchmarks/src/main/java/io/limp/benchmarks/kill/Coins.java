package io.limp.benchmarks.kill;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.StoredDoc;
import io.limp.data.Write;
import io.limp.data.sqlite.SqliteData;
import io.limp.move.SystemCollections;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documents that migrations change. Migration {@code n} of the package in {@code
 * benchmarks/kill-modules} adds one to the turns of each, so a coin that was left out has fewer
 * than {@code n}, and one that was changed twice has more.
 */
final class Coins {
  static final int COUNT = 20_000;

  private static final String COLLECTION = "coins";
  private static final Id ACTOR = new Id(1, 1);
  private static final int AT_ONCE = 1000;
  private static final CollectionSpec SPEC =
      new CollectionSpec(
          COLLECTION,
          Map.of("turns", new AttrType.Int(), "text", new AttrType.Str()),
          List.of(),
          List.of());

  private Coins() {}

  /** The name by which the database knows the migration of that number. */
  static String migration(int turn) {
    return "coins/turn-" + turn;
  }

  /** Puts coins into a new database, which were never turned. */
  static void begin(Path folder) {
    try (Data data = open(folder)) {
      for (int first = 0; first < COUNT; first += AT_ONCE) {
        data.write(ACTOR, Collections.nCopies(AT_ONCE, "").stream().map(_ -> coin()).toList());
      }
    }
  }

  private static Data open(Path folder) {
    Data data = SqliteData.open(folder, WriteUntilKilled.NAME, WriteUntilKilled.LOG);
    data.define(SystemCollections.and(List.of(SPEC)));
    return data;
  }

  private static Write coin() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("_id", Id.next(Instant.now()));
    values.put("turns", 0L);
    values.put("text", "A coin that is turned once by every migration. ".repeat(4));
    return new Write.Insert(COLLECTION, new Doc(new LinkedHashMap<>(values)));
  }

  /** Where a migration is. */
  enum Stage {
    NOT_BEGUN,
    INSIDE,
    DONE
  }

  /**
   * How far a migration is.
   *
   * @param seen of how many documents it is recorded that it is through with them
   */
  record Progress(Stage stage, long seen) {}

  /**
   * Looks at all coins, and at what the database says of its migrations.
   *
   * @param turn the migration that may be under way; those before it are done
   * @param seen with so many documents it had said it was through
   * @throws Loss when a coin is missing, was left out or turned twice, or a migration is not
   *     recorded exactly once
   */
  static Progress look(Path folder, int turn, long seen) {
    try (Data data = open(folder)) {
      for (int i = 1; i < turn; i++) {
        int before = i;
        Loss.unless(
            progress(note(data, before)).stage == Stage.DONE,
            () -> "Migration %d is not done".formatted(before));
      }
      Progress progress = progress(note(data, turn));
      Loss.unless(
          progress.seen >= seen && (progress.stage != Stage.DONE || progress.seen == COUNT),
          () -> "Migration %d had said %d; now it is %s".formatted(turn, seen, progress));
      checkCoins(data, turn, progress.seen);
      return progress;
    }
  }

  private static Progress progress(Optional<Doc> note) {
    return note.map(
            doc ->
                new Progress(
                    doc.values().containsKey("finished") ? Stage.DONE : Stage.INSIDE,
                    Ledger.number(doc, "seen")))
        .orElse(new Progress(Stage.NOT_BEGUN, 0));
  }

  /** Of exactly one such migration, or of none. */
  private static Optional<Doc> note(Data data, int turn) {
    List<Doc> notes =
        all(data, SystemCollections.MIGRATIONS).stream()
            .filter(doc -> migration(turn).equals(doc.values().get("name")))
            .toList();
    Loss.unless(notes.size() <= 1, () -> "Migration %d is recorded as %s".formatted(turn, notes));
    return notes.stream().findFirst();
  }

  /** The first coins, by their ids, have the turn, the others do not. */
  private static void checkCoins(Data data, int turn, long first) {
    List<Doc> coins = all(data, COLLECTION);
    Loss.unless(
        coins.size() == COUNT, () -> "There are %d coins of %d".formatted(coins.size(), COUNT));
    for (int i = 0; i < COUNT; i++) {
      int place = i;
      long turns = Ledger.number(coins.get(i), "turns");
      Loss.unless(
          turns == (i < first ? turn : turn - 1),
          () ->
              "Coin %d has %d turns, after %d coins of migration %d"
                  .formatted(place, turns, first, turn));
    }
  }

  private static List<Doc> all(Data data, String collection) {
    List<Doc> all = new ArrayList<>();
    Optional<Id> after = Optional.empty();
    while (true) {
      List<StoredDoc> part = data.scan(collection, after, AT_ONCE);
      if (part.isEmpty()) {
        return all;
      }
      part.stream().filter(stored -> !stored.deleted()).forEach(stored -> all.add(stored.doc()));
      after = Optional.of(part.getLast().doc().id());
    }
  }
}
