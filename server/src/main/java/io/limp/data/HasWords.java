package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Query;
import java.util.List;
import java.util.Map;

/** The condition that a document has every word that is sought, in one of its attributes. */
final class HasWords implements Matcher.DocTest {
  private final Words.Sought[] sought;
  private final List<PathValue> paths;

  private HasWords(Words.Sought[] sought, List<PathValue> paths) {
    this.sought = sought;
    this.paths = paths;
  }

  static HasWords of(Query.Search search, Map<String, AttrType<?>> types) {
    return new HasWords(
        Words.sought(search.text()).toArray(Words.Sought[]::new),
        search.paths().stream().map(path -> PathValue.of(Place.of(path, types))).toList());
  }

  @Override
  public boolean holds(Map<?, ?> doc) {
    boolean[] found = new boolean[sought.length];
    for (PathValue path : paths) {
      Words.texts(path.in(doc), text -> mark(text, found));
    }
    for (boolean each : found) {
      if (!each) {
        return false;
      }
    }
    return found.length > 0;
  }

  private void mark(String text, boolean[] found) {
    for (String word : Words.of(text)) {
      for (int i = 0; i < found.length; i++) {
        found[i] = found[i] || sought[i].is(word);
      }
    }
  }
}
