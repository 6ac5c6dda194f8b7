package io.limp.boot;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Migration;
import io.limp.call.FitsType;
import io.limp.core.User;
import io.limp.data.CollectionSpec;
import io.limp.data.Conflict;
import io.limp.data.Data;
import io.limp.data.Duplicate;
import io.limp.data.PlainValues;
import io.limp.data.StoredDoc;
import io.limp.data.Write;
import io.limp.move.SystemCollections;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the migrations that have not run yet. A part of documents is one transaction with the note
 * of how far the migration is, which must be of the version that this process wrote: neither a kill
 * nor a second server changes a document twice.
 */
final class RunMigrations {
  private static final Logger LOG = LoggerFactory.getLogger(RunMigrations.class);
  private static final int PART = 200;

  private final Data data;
  private final InstantSource clock;

  RunMigrations(Data data, InstantSource clock) {
    this.data = data;
    this.clock = clock;
  }

  /**
   * A migration of a package.
   *
   * @param name with its package's
   * @param collection of its module
   */
  record Named(String name, CollectionSpec collection, Migration migration) {
    Id id() {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256")
                .digest(("migration " + name).getBytes(StandardCharsets.UTF_8));
        return Id.of(Arrays.copyOf(hash, Id.DIGITS / 2));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java has SHA-256", e);
      }
    }
  }

  boolean isDone(Named named) {
    return data.byId(SystemCollections.MIGRATIONS, named.id())
        .filter(note -> note.values().get("finished") != null)
        .isPresent();
  }

  /**
   * Runs one, or what is left of it.
   *
   * @throws StartRefused when it fails at a document, or another server runs it
   */
  void run(Named named) {
    try {
      new Run(named).toItsEnd();
    } catch (Conflict e) {
      throw new StartRefused(
          "The migration "
              + named.name()
              + " found that the documents of "
              + named.collection().name()
              + " are being changed by another limpd: start again when that one is done or"
              + " stopped.");
    } catch (Duplicate e) {
      throw new StartRefused(
          "The migration "
              + named.name()
              + " would give two documents of "
              + e.collection()
              + " the same "
              + String.join(", ", e.attrs())
              + "; nothing of that part was written.");
    }
  }

  private final class Run {
    private final Named named;
    private final String collection;
    private Optional<Id> last = Optional.empty();
    private long version;
    private long seen;
    private long changed;

    Run(Named named) {
      this.named = named;
      this.collection = named.collection().name();
    }

    void toItsEnd() {
      begin();
      List<StoredDoc> part = data.scan(collection, last, PART);
      while (!part.isEmpty()) {
        List<Write> writes = new ArrayList<>();
        for (StoredDoc stored : part) {
          if (!stored.deleted()) {
            seen++;
            changes(stored).ifPresent(writes::add);
          }
        }
        changed += writes.size();
        last = Optional.of(part.getLast().doc().id());
        writes.add(note(false));
        data.write(User.ADMIN, writes);
        version++;
        LOG.info("Migration {}: {} documents of {}", named.name(), shown(seen), collection);
        part = data.scan(collection, last, PART);
      }
      data.write(User.ADMIN, List.of(note(true)));
      if (seen > 0) {
        LOG.info(
            "Migration {} is done: it changed {} of {} documents of {}",
            named.name(),
            shown(changed),
            shown(seen),
            collection);
      }
    }

    private void begin() {
      Optional<StoredDoc> note = note();
      if (note.isEmpty()) {
        data.write(
            User.ADMIN,
            List.of(
                new Write.Insert(
                    SystemCollections.MIGRATIONS,
                    Doc.of(LimpModule.ID, named.id())
                        .withPlain("name", named.name())
                        .withPlain("collection", collection)
                        .withPlain("started", clock.instant())
                        .withPlain("seen", 0L)
                        .withPlain("changed", 0L))));
        version = 1;
        return;
      }
      Map<String, ?> values = note.get().doc().values();
      version = note.get().version();
      last = values.get("last") instanceof Id id ? Optional.of(id) : Optional.empty();
      seen = values.get("seen") instanceof Long count ? count : 0;
      changed = values.get("changed") instanceof Long count ? count : 0;
      LOG.info("Migration {} goes on behind {} documents", named.name(), shown(seen));
    }

    private Optional<StoredDoc> note() {
      Optional<Id> after = Optional.empty();
      List<StoredDoc> part = data.scan(SystemCollections.MIGRATIONS, after, PART);
      while (!part.isEmpty()) {
        for (StoredDoc stored : part) {
          if (stored.doc().id().equals(named.id())) {
            return Optional.of(stored);
          }
        }
        after = Optional.of(part.getLast().doc().id());
        part = data.scan(SystemCollections.MIGRATIONS, after, PART);
      }
      return Optional.empty();
    }

    private Write note(boolean finished) {
      Doc note = Doc.empty().withPlain("seen", seen).withPlain("changed", changed);
      if (last.isPresent()) {
        note = note.withPlain("last", last.get());
      }
      if (finished) {
        note = note.withPlain("finished", clock.instant());
      }
      return new Write.Update(
          SystemCollections.MIGRATIONS,
          LimpModule.ID.is(named.id()),
          note,
          OptionalLong.of(version));
    }

    /** What the migration does to the document; empty: nothing. */
    private Optional<Write> changes(StoredDoc stored) {
      Doc before = stored.doc();
      Map<String, @Nullable Object> set = new LinkedHashMap<>();
      Doc after = migrated(before);
      for (Map.Entry<String, @Nullable Object> attr : after.values().entrySet()) {
        String name = attr.getKey();
        Object value = attr.getValue();
        boolean was = before.values().containsKey(name);
        if (!was || !Objects.equals(value, before.values().get(name))) {
          check(before.id(), name, value);
          set.put(name, value);
        }
      }
      for (String name : before.values().keySet()) {
        if (!after.values().containsKey(name)) {
          check(before.id(), name, null);
          set.put(name, new Edit.Unset());
        }
      }
      return set.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Write.Update(
                  collection,
                  LimpModule.ID.is(before.id()),
                  docOf(set),
                  OptionalLong.of(stored.version())));
    }

    // It is code of the package: whatever it throws ends the start with the document's id.
    private Doc migrated(Doc before) {
      try {
        return Objects.requireNonNull(
            named.migration().change().apply(before), "it gave no document");
      } catch (RuntimeException e) {
        LOG.debug("Migration {}", named.name(), e);
        throw failed(before.id(), e.toString());
      }
    }

    private void check(Id id, String name, @Nullable Object value) {
      if (name.equals(LimpModule.ID.name())) {
        throw failed(id, "a document keeps its _id");
      }
      AttrType<?> type = named.collection().types().get(name);
      if (type == null && value != null) {
        throw failed(id, "the module has no attribute " + name);
      }
      if (type != null && !FitsType.fits(type, null, value)) {
        throw failed(
            id, name + " is of the type " + type.word() + ", not " + PlainValues.shown(value));
      }
    }

    private StartRefused failed(Id id, String reason) {
      return new StartRefused(
          "The migration "
              + named.name()
              + " failed at the document "
              + id
              + " of "
              + collection
              + ": "
              + reason
              + "\nNothing of that part of documents was written; "
              + last.map(done -> "those up to " + done + " are done").orElse("none is done yet")
              + ". Mend the migration and start again: it goes on there.");
    }
  }

  private static String shown(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  // NullAway does not see the @Nullable of a record's component once the record is compiled.
  @SuppressWarnings("NullAway")
  private static Doc docOf(Map<String, @Nullable Object> values) {
    return new Doc(values);
  }
}
