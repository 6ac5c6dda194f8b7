package io.limp.data;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Grouping;
import io.limp.api.Id;
import io.limp.api.Moment;
import io.limp.api.Query;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The driver of a database: what the server asks of SQLite today and of MongoDB when one machine is
 * too small.
 *
 * <p>Queries arrive bound: every value is a {@link io.limp.api.Value.Constant}, there is no {@link
 * io.limp.api.Query.Granted} left, and a path leads into the document itself, never into one that
 * it refers to. Whoever reads after a write was answered sees it, and an answered write survives
 * the process and the machine's power.
 *
 * <p>Every method may be called from any number of virtual threads and blocks its caller alone.
 */
public interface Data extends AutoCloseable {
  /**
   * Makes room for these collections and their indexes; what is there already stays. Called before
   * anything else, and again whenever the collections are to be others: from then on these alone
   * are known, with these attributes. Documents, also of collections that are left out, stay;
   * values are read as the attributes' types say now.
   *
   * @throws DataUnavailable when stored documents share what shall be unique
   */
  void define(List<CollectionSpec> collections);

  /**
   * The living documents that the find asks for, each with its {@code _id} first; or, where it asks
   * for the deleted ones, those that were not deleted for good. As of which moment it asks, it does
   * not mind.
   *
   * @throws DataUnavailable when the database cannot be reached or did not answer before the
   *     deadline
   */
  Docs read(String collection, Find find);

  /**
   * The ids alone of living documents for which the condition holds, in any order: however large
   * the documents are, they are not read into memory.
   *
   * @param most how many at the most
   */
  List<Id> ids(String collection, Query where, int most);

  /**
   * The living documents for which the condition holds, counted by the values of an attribute: one
   * group for each value, in the order of values ({@link Grouping#buckets} is not looked at).
   *
   * @throws TooManyGroups when there are more than {@code most}
   */
  List<Group> groups(String collection, Query where, Grouping grouping, int most);

  /** How the database would find what is asked for. */
  Plan plan(String collection, Find find);

  /** The living document of that id: the quick way for the most frequent read. */
  Optional<Doc> byId(String collection, Id id);

  /** True when a document of that id was ever created, deleted or not. */
  boolean knows(String collection, Id id);

  /**
   * Does all of the writes or none, in one transaction, and returns when they are durable and every
   * listener of {@link #onCommit} has been told.
   *
   * @param actor the user who writes, for the change log
   * @return one result for each write, in order
   * @throws WriteRefused one of those that follow; it says of which write
   * @throws Duplicate when a unique set of attributes would be shared
   * @throws Conflict when a document has another version than the update asks for
   * @throws CannotEdit when an edit does not fit the value that is there
   * @throws TooLarge when the database has no room for a document or for its change
   * @throws DataUnavailable when the database cannot be written
   */
  List<Written> write(Id actor, List<Write> writes);

  /**
   * The updates of these documents, by document, oldest first; of many only the newest thousand.
   */
  Map<Id, List<Change>> history(String collection, Collection<Id> ids);

  /**
   * Changes in the log, newest first. The updates of documents whose history is shown are there for
   * as long as the document is, others while the log reaches back to them.
   *
   * @param before only those before that position
   * @param most how many at the most
   * @throws PositionLost when the position is of another log
   */
  List<Change> log(LogQuery sought, Optional<String> before, int most);

  /**
   * Of every document of a collection that was changed since a moment, the first change: what the
   * document was at that moment is what was there before it.
   *
   * @param docs only of these; empty: of all
   * @param most how many documents at the most
   * @throws TooLongAgo when the change log does not reach back that far
   * @throws PositionLost when there is no such change or position
   */
  Map<Id, Change> firstSince(String collection, Moment then, Optional<Set<Id>> docs, int most);

  /**
   * Tells the listener of every committed change, in the order of commits, before its writer is
   * answered. It must be quick.
   */
  void onCommit(Consumer<List<Change>> listener);

  /**
   * Tells the listener when commits of other processes were missed and left the change log
   * meanwhile: what it remembers of documents has to be read again. A database that one process
   * writes alone never has to.
   */
  void onGap(Runnable listener);

  /** Behind the last change that was committed. */
  String position();

  /**
   * The changes after a position, in the order of commits.
   *
   * @param most how many at the most
   * @throws PositionLost when the change log does not reach back that far
   */
  Feed changes(String after, int most);

  /**
   * Documents in the order of their ids, deleted ones included, for moving them elsewhere.
   *
   * @param after the last id of the part before; empty: from the first one on
   */
  List<StoredDoc> scan(String collection, Optional<Id> after, int most);

  /**
   * Puts documents in as they are, in one transaction, in place of those that have their ids. The
   * change log does not tell of it, nor do the listeners hear of it: for an empty database, or one
   * that nobody uses.
   */
  void load(String collection, List<StoredDoc> docs);

  /** From where to where the change log goes. */
  LogSpan logSpan();

  /**
   * Changes in the order of commits, of the collections that are defined, for moving them
   * elsewhere: all that the log still has, the updates that outlast its floor among them.
   *
   * @param after the number of the last change of the part before; 0: from the first one on
   */
  List<Change> scanLog(long after, int most);

  /**
   * Puts changes into the log as they are, in place of those that have their numbers; no listener
   * hears of it. From then on the log has that epoch and goes on behind that last change. What it
   * held under another epoch is removed. For a database that nobody uses.
   *
   * @param span of the whole log that is moved, of which the changes are a part
   */
  void loadLog(LogSpan span, List<Change> changes);

  /**
   * Tells of the contents of files that the database may need: every text of 64 lower-case
   * hexadecimal digits in a document, deleted ones included, or in an image that the change log
   * still has; also in collections and attributes that no module defines today, for a module that
   * is left out of one start must find its files at the next. The same one may be told many times.
   *
   * <p>A document that is written meanwhile is told of as it was or as it became; and when what it
   * refers to came from another document, then that is told of in any case.
   *
   * @param goOn returns false when it has heard enough; nothing is told after that
   * @throws DataUnavailable when not all could be told
   */
  void fileHashes(Predicate<String> goOn);

  @Override
  void close();
}
