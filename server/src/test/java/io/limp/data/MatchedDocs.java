package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Grouping;
import io.limp.api.Id;
import io.limp.api.Moment;
import io.limp.api.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One collection in memory, read by {@link Matcher}, {@link DocOrder} and {@link GroupDocs}. */
final class MatchedDocs implements Data {
  private final List<Doc> docs = new ArrayList<>();
  private Map<String, AttrType<?>> types = Map.of();

  @Override
  public void define(List<CollectionSpec> collections) {
    types = collections.getFirst().types();
  }

  @Override
  public Docs read(String collection, Find find) {
    Matcher matcher = Matcher.of(find.where(), types);
    List<Doc> found =
        docs.stream().filter(matcher::holds).sorted(DocOrder.of(find.sort(), types)).toList();
    List<Doc> page =
        found.stream().skip(find.skip()).limit(find.limit().orElse(found.size())).toList();
    return new Docs(page, found.size());
  }

  @Override
  public List<Id> ids(String collection, Query where, int most) {
    Matcher matcher = Matcher.of(where, types);
    return docs.stream().filter(matcher::holds).map(Doc::id).limit(most).toList();
  }

  @Override
  public List<Group> groups(String collection, Query where, Grouping grouping, int most) {
    Matcher matcher = Matcher.of(where, types);
    return GroupDocs.of(docs.stream().filter(matcher::holds).toList(), grouping, types, most);
  }

  @Override
  public List<Written> write(Id actor, List<Write> writes) {
    for (Write write : writes) {
      switch (write) {
        case Write.Insert insert -> docs.add(insert.doc());
        case Write.Delete delete -> docs.removeIf(Matcher.of(delete.where(), types)::holds);
        case Write.Update _, Write.Undelete _ -> throw new UnsupportedOperationException();
      }
    }
    return List.of();
  }

  @Override
  public Plan plan(String collection, Find find) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Doc> byId(String collection, Id id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean knows(String collection, Id id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<Id, List<Change>> history(String collection, Collection<Id> ids) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Change> log(LogQuery sought, Optional<String> before, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<Id, Change> firstSince(
      String collection, Moment then, Optional<Set<Id>> docs, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void onCommit(Consumer<List<Change>> listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void onGap(Runnable listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Feed changes(String after, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<StoredDoc> scan(String collection, Optional<Id> after, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void load(String collection, List<StoredDoc> docs) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LogSpan logSpan() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Change> scanLog(long after, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void loadLog(LogSpan span, List<Change> changes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void fileHashes(Predicate<String> goOn) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
