package io.limp.testing;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Grouping;
import io.limp.api.Id;
import io.limp.api.Moment;
import io.limp.api.Query;
import io.limp.data.Change;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.Feed;
import io.limp.data.Group;
import io.limp.data.LogQuery;
import io.limp.data.LogSpan;
import io.limp.data.Plan;
import io.limp.data.StoredDoc;
import io.limp.data.Write;
import io.limp.data.Written;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A driver whose calls fail where {@link DataFaults} says so. */
final class FaultyData implements Data {
  private final Data driver;
  private final DataFaults faults;

  FaultyData(Data driver, DataFaults faults) {
    this.driver = driver;
    this.faults = faults;
  }

  @Override
  public void define(List<CollectionSpec> collections) {
    faults.defined(collections);
    faults.pass(
        () -> {
          driver.define(collections);
          return collections;
        });
  }

  @Override
  public Docs read(String collection, Find find) {
    faults.readsFrom(collection);
    return faults.pass(() -> driver.read(collection, find));
  }

  @Override
  public List<Id> ids(String collection, Query where, int most) {
    return faults.pass(() -> driver.ids(collection, where, most));
  }

  @Override
  public List<Group> groups(String collection, Query where, Grouping grouping, int most) {
    return faults.pass(() -> driver.groups(collection, where, grouping, most));
  }

  @Override
  public Plan plan(String collection, Find find) {
    return faults.pass(() -> driver.plan(collection, find));
  }

  @Override
  public Optional<Doc> byId(String collection, Id id) {
    faults.readsFrom(collection);
    return faults.pass(() -> driver.byId(collection, id));
  }

  @Override
  public boolean knows(String collection, Id id) {
    return faults.pass(() -> driver.knows(collection, id));
  }

  @Override
  public List<Written> write(Id actor, List<Write> writes) {
    return faults.pass(() -> driver.write(actor, writes));
  }

  @Override
  public Map<Id, List<Change>> history(String collection, Collection<Id> ids) {
    return faults.pass(() -> driver.history(collection, ids));
  }

  @Override
  public List<Change> log(LogQuery sought, Optional<String> before, int most) {
    return faults.pass(() -> driver.log(sought, before, most));
  }

  @Override
  public Map<Id, Change> firstSince(
      String collection, Moment then, Optional<Set<Id>> docs, int most) {
    return faults.pass(() -> driver.firstSince(collection, then, docs, most));
  }

  @Override
  public void onCommit(Consumer<List<Change>> listener) {
    driver.onCommit(listener);
  }

  @Override
  public void onGap(Runnable listener) {
    driver.onGap(listener);
  }

  @Override
  public String position() {
    return faults.pass(driver::position);
  }

  @Override
  public Feed changes(String after, int most) {
    return faults.pass(() -> driver.changes(after, most));
  }

  @Override
  public List<StoredDoc> scan(String collection, Optional<Id> after, int most) {
    return faults.pass(() -> driver.scan(collection, after, most));
  }

  @Override
  public void load(String collection, List<StoredDoc> docs) {
    faults.pass(
        () -> {
          driver.load(collection, docs);
          return docs;
        });
  }

  @Override
  public LogSpan logSpan() {
    return faults.pass(driver::logSpan);
  }

  @Override
  public List<Change> scanLog(long after, int most) {
    return faults.pass(() -> driver.scanLog(after, most));
  }

  @Override
  public void loadLog(LogSpan span, List<Change> changes) {
    faults.pass(
        () -> {
          driver.loadLog(span, changes);
          return changes;
        });
  }

  /** Asked by the server's own sweep, at a time that no call chooses: not counted. */
  @Override
  public void fileHashes(Predicate<String> goOn) {
    driver.fileHashes(goOn);
  }

  @Override
  public void close() {
    driver.close();
  }
}
