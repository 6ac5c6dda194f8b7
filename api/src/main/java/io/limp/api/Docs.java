package io.limp.api;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The documents that a read found.
 *
 * @param list those asked for
 * @param total how many the condition holds for, without skip and limit
 */
public record Docs(List<Doc> list, long total) implements Iterable<Doc> {
  public Docs {
    list = List.copyOf(list);
  }

  public static Docs of(List<Doc> list) {
    return new Docs(list, list.size());
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
