package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.api.Query;
import io.limp.data.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The words of a collection's searched attributes, in an FTS5 table without the texts themselves.
 *
 * <p>{@link Words} alone cuts texts into words and takes case and diacritics off; the table is
 * given its words, joined by blanks, and a tokenizer that does no more than part them again. So a
 * search finds what {@link io.limp.data.Matcher} finds.
 *
 * @param paths one column each, in this order
 */
record FullText(String name, List<String> paths) implements SideTable {
  /** To be raised when {@link Words} cuts in another way: the tables are then made anew. */
  static final String VERSION = "words 1";

  FullText {
    paths = List.copyOf(paths);
  }

  private String columns() {
    return IntStream.range(0, paths.size())
        .mapToObj(column -> "c" + column)
        .collect(Collectors.joining(","));
  }

  @Override
  public String create() {
    return "CREATE VIRTUAL TABLE "
        + name
        + " USING fts5("
        + columns()
        + ", content='', contentless_delete=1, tokenize='ascii')";
  }

  @Override
  public Optional<List<Object>> row(Doc doc) {
    List<Object> columns = new ArrayList<>(paths.size());
    boolean empty = true;
    for (String path : paths) {
      StringJoiner words = new StringJoiner(" ");
      Words.texts(SideTable.value(doc, path), text -> Words.of(text).forEach(words::add));
      empty = empty && words.length() == 0;
      columns.add(words.toString());
    }
    return empty ? Optional.empty() : Optional.of(columns);
  }

  @Override
  public String put() {
    return "INSERT INTO "
        + name
        + "(rowid,"
        + columns()
        + ") VALUES(?"
        + ",?".repeat(paths.size())
        + ")";
  }

  /** True when it knows the words of all these paths. */
  boolean serves(Query.Search search) {
    return !search.paths().isEmpty() && paths.containsAll(search.paths());
  }

  /** What FTS5 is asked for; empty where no word is sought, so that nothing is found. */
  Optional<String> match(Query.Search search) {
    Set<Words.Sought> sought = Words.sought(search.text());
    if (sought.isEmpty()) {
      return Optional.empty();
    }
    String columns =
        search.paths().stream()
            .distinct()
            .map(path -> "c" + paths.indexOf(path))
            .collect(Collectors.joining(" ", "{", "} : "));
    // Each in quotes: no word is ever an operator.
    return Optional.of(
        sought.stream()
            .map(word -> '"' + word.word() + '"' + (word.prefix() ? " *" : ""))
            .collect(Collectors.joining(" AND ", columns + "(", ")")));
  }
}
