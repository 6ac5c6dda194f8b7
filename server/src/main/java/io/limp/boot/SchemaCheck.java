package io.limp.boot;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.Size;
import io.limp.call.FitsType;
import io.limp.data.Data;
import io.limp.data.StoredDoc;
import io.limp.move.StoredSchema;
import io.limp.move.TypeForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the documents of a collection whose schema is not the stored one, and finds those
 * that the new one does not allow. What did not change is not looked at.
 */
final class SchemaCheck {
  private static final int PART = 200;
  private static final int MOST_EXAMPLES = 5;

  private final Data data;
  private final String module;
  private final StoredSchema now;
  private final @Nullable StoredSchema before;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * For a module's collection.
   *
   * @param before as the database remembers it; null: it does not, and types are taken on trust
   */
  SchemaCheck(Data data, String module, StoredSchema now, @Nullable StoredSchema before) {
    this.data = data;
    this.module = module;
    this.now = now;
    this.before = before;
  }

  /** One thing that documents may violate. */
  private static final class Finding {
    private final Test test;
    private final String sentence;
    private final String advice;
    private final List<Id> examples = new ArrayList<>();
    private long count;

    Finding(Test test, String sentence, String advice) {
      this.test = test;
      this.sentence = sentence;
      this.advice = advice;
    }

    void look(Doc doc) {
      if (test.isViolatedBy(doc)) {
        add(doc.id());
      }
    }

    private void add(Id id) {
      count++;
      if (examples.size() < MOST_EXAMPLES) {
        examples.add(id);
      }
    }
  }

  private interface Test {
    boolean isViolatedBy(Doc doc);
  }

  /** Tells the problems of this collection. */
  void tell(Problems problems) {
    if (before != null) {
      attrs(before);
    }
    for (List<String> unique : now.spec().unique()) {
      if (before == null || !before.spec().unique().contains(unique)) {
        unique(unique);
      }
    }
    if (findings.isEmpty()) {
      return;
    }
    Optional<Id> after = Optional.empty();
    List<StoredDoc> part = data.scan(now.name(), after, PART);
    while (!part.isEmpty()) {
      for (StoredDoc stored : part) {
        if (!stored.deleted()) {
          findings.forEach(finding -> finding.look(stored.doc()));
        }
      }
      after = Optional.of(part.getLast().doc().id());
      part = data.scan(now.name(), after, PART);
    }
    for (Finding finding : findings) {
      if (finding.count > 0) {
        problems.error(
            Place.NOWHERE,
            module
                + "."
                + finding.sentence.formatted(
                    String.format(
                        Locale.ROOT,
                        "%,d stored document%s",
                        finding.count,
                        finding.count == 1 ? "" : "s")),
            List.of(
                (finding.count > finding.examples.size() ? "for example " : "")
                    + String.join(", ", finding.examples.stream().map(Id::toString).toList()),
                finding.advice));
      }
    }
  }

  /** The attributes that documents still have and the module has no more. */
  List<String> gone() {
    return before == null
        ? List.of()
        : before.spec().types().keySet().stream()
            .filter(name -> !now.spec().types().containsKey(name))
            .toList();
  }

  private void attrs(StoredSchema earlier) {
    now.spec()
        .types()
        .forEach(
            (name, type) -> {
              AttrType<?> old = earlier.spec().types().get(name);
              if (now.required().contains(name) && !earlier.required().contains(name)) {
                findings.add(
                    new Finding(
                        doc -> doc.values().get(name) == null,
                        name + " is not optional, and %s lack it",
                        "make it optional, or give them a value by a migration"));
              }
              if (old == null || !TypeForm.of(type).equals(TypeForm.of(old))) {
                findings.add(
                    new Finding(
                        doc -> !FitsType.fits(type, old, doc.values().get(name)),
                        name
                            + " is now of the type "
                            + shown(type)
                            + (old == null ? "" : ", not " + shown(old))
                            + ", and the values of %s do not fit",
                        "change them by a migration, or call the attribute by another name"));
              }
            });
  }

  private static String shown(AttrType<?> type) {
    return switch (type) {
      case AttrType.ListOf<?> list ->
          "list of " + shown(list.of()) + (list.size().equals(Size.ANY) ? "" : " " + list.size());
      case AttrType.Literal(var values) -> "literal (" + String.join(", ", values) + ")";
      case AttrType.File _, AttrType.Union _ -> type.word();
      // The word, and what is demanded beyond it.
      default -> TypeForm.of(type) instanceof Map<?, ?> form ? shown(form) : type.word();
    };
  }

  private static String shown(Map<?, ?> form) {
    return form.entrySet().stream()
        .map(part -> part.getKey() + " " + part.getValue())
        .collect(Collectors.joining(", "));
  }

  private void unique(List<String> paths) {
    // The first of each, by the hash of its values: a document need not stay in memory.
    Map<Long, Id> first = new HashMap<>();
    findings.add(
        new Finding(
            doc -> {
              List<@Nullable Object> values = new ArrayList<>();
              paths.forEach(path -> values.add(at(doc, path)));
              return values.stream().allMatch(Objects::nonNull)
                  && first.putIfAbsent(hash(values), doc.id()) != null;
            },
            String.join("+", paths) + " is now unique, and %s have the same as an earlier one",
            "change or delete them, by a migration or with the modules of before"));
  }

  private static long hash(List<@Nullable Object> values) {
    long hash = 1125899906842597L;
    for (char c : values.toString().toCharArray()) {
      hash = 31 * hash + c;
    }
    return hash;
  }

  private static @Nullable Object at(Doc doc, String path) {
    Object value = new LinkedHashMap<>(doc.values());
    for (String key : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value;
  }
}
