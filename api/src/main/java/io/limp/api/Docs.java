package io.limp.api;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documents that a read found.
 *
 * @param list those asked for
 * @param total how many the condition holds for, without skip and limit
 * @param groups by attribute, what {@link Find.Options#groups} asked for: {@code {min, max, count}}
 *     of each bucket, or {@code {value, count}} of each value, with {@code sum}, {@code avg},
 *     {@code min} and {@code max} by attribute where they were asked for
 * @param after where the next page begins: for {@code $after}; empty where this is the last, or the
 *     order has no such place
 */
public record Docs(
    List<Doc> list, long total, Map<String, List<Doc>> groups, Optional<String> after)
    implements Iterable<Doc> {
  public Docs {
    list = List.copyOf(list);
    groups = Map.copyOf(groups);
  }

  public Docs(List<Doc> list, long total) {
    this(list, total, Map.of(), Optional.empty());
  }

  public static Docs of(List<Doc> list) {
    return new Docs(list, list.size());
  }

  /** The same documents, each as it is to be shown. */
  public Docs with(List<Doc> shown) {
    return new Docs(shown, total, groups, after);
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  public Optional<Doc> first() {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.getFirst());
  }

  @Override
  public Iterator<Doc> iterator() {
    return list.iterator();
  }
}
