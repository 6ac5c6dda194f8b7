package io.limp.sdk;

import io.limp.api.Attr;
import io.limp.api.Expand;
import io.limp.api.Level;
import io.limp.api.MethodArgs;
import io.limp.api.MethodSpec;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;
import io.limp.call.KnownCodes;
import io.limp.call.LoadedModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A module's page: its attributes, its methods, who may call them, and an example of each. */
final class ModulePage {
  private final DescribedApp app;
  private final ExampleCall examples;

  ModulePage(DescribedApp app) {
    this.app = app;
    examples = new ExampleCall(app);
  }

  String of(LoadedModule module) {
    ModuleSpec spec = module.spec();
    SourceNotes notes = SourceNotes.of(module.module().getClass());
    StringBuilder text = new StringBuilder(Pages.MARK);
    text.append("# ").append(spec.name()).append("\n\n");
    notes.summary().ifPresent(summary -> text.append(summary).append("\n\n"));
    text.append("Package `").append(module.packageName()).append("`. ");
    text.append(
        spec.collection()
            .map(name -> "Its documents are kept in `" + name + "`.")
            .orElse("It keeps no documents."));
    text.append(spec.history() ? " Who changed what is kept.\n" : "\n");
    if (!spec.attrs().isEmpty()) {
      addAttrs(text, module, notes);
    }
    text.append("\nPrivileges: ").append(names(spec.privileges())).append(".\n");
    spec.methods().values().forEach(method -> addMethod(text, module, method));
    List<Refusal> own = notes.refusals(module.codePrefix(Level.SEVEN));
    if (!own.isEmpty()) {
      text.append("\n## Refusals of the module's own\n\n").append(Pages.codes(own));
    }
    return text.toString();
  }

  private void addAttrs(StringBuilder text, LoadedModule module, SourceNotes notes) {
    text.append("\n## Attributes\n\n");
    List<String> head = new ArrayList<>(List.of("Name", "Type", "Rules"));
    boolean explained =
        module.spec().attrs().stream().anyMatch(attr -> notes.about(attr.name()).isPresent());
    if (explained) {
      head.add("What it is");
    }
    List<List<String>> rows = new ArrayList<>();
    for (Attr<?> attr : module.spec().attrs()) {
      List<String> cells = new ArrayList<>();
      cells.add("`" + attr.name() + "`");
      cells.add(TypeText.of(attr.type()));
      cells.add(rules(module.spec(), attr));
      if (explained) {
        cells.add(notes.about(attr.name()).orElse(""));
      }
      rows.add(cells);
    }
    text.append(Pages.table(head, rows));
    addNames(text, "No two documents share", module.spec().unique());
    addNames(text, "Quick to look up", module.spec().indexes());
    if (!module.spec().search().isEmpty()) {
      addNames(text, "`$search` looks through", List.of(module.spec().search()));
    }
  }

  private static void addNames(StringBuilder text, String words, List<List<String>> sets) {
    if (!sets.isEmpty()) {
      text.append("\n").append(words).append(": ");
      text.append(sets.stream().map(ModulePage::names).collect(Collectors.joining("; ")));
      text.append(".\n");
    }
  }

  private String rules(ModuleSpec spec, Attr<?> attr) {
    List<String> rules = new ArrayList<>();
    rules.add(
        switch (attr.source()) {
          case OWNER -> "set by the server: who creates it";
          case CREATED -> "set by the server: when it was created";
          case COUNTER -> "set by the server: the next number";
          case DOC -> required(attr);
        });
    if (attr.isHidden()) {
      rules.add("never answered");
    }
    if (attr.isWriteOnce()) {
      rules.add("set once");
    }
    if (!attr.isAt(Level.SEVEN)) {
      rules.add("for clients of level 1");
    } else if (!attr.isAt(Level.ONE)) {
      rules.add("from level 6 on");
    } else if (attr.isUpdatedAt(Level.ONE) && !attr.isUpdatedAt(Level.SEVEN)) {
      rules.add("not updated from level 6 on");
    }
    spec.expands()
        .forEach(
            (path, expand) -> {
              if (path.equals(attr.name()) || path.startsWith(attr.name() + ".")) {
                rules.add(expansion(path, expand));
              }
            });
    return String.join("; ", rules);
  }

  private String expansion(String path, Expand expand) {
    String others =
        expand.to().stream()
            .map(
                to -> {
                  String other = app.modules().of(to.module()).name();
                  return "[`%s`](%s.md)".formatted(other, other)
                      + (to.attrs().isEmpty() ? "" : " with " + names(to.attrs()));
                })
            .collect(Collectors.joining(" or "));
    String when =
        switch (expand.when()) {
          case USUAL -> "read";
          case REQUESTED -> "read on request (`$extn`)";
          case FORCED -> "always read";
        };
    String by = expand.by().map(kind -> ", as `" + kind + "` says").orElse("");
    return "`" + path + "` is " + when + " as the document of " + others + by;
  }

  private static String required(Attr<?> attr) {
    if (attr.hasDefault()) {
      return DefaultValue.of(attr, Level.SEVEN)
          .map(value -> "`" + Tree.line(value) + "` if not given")
          .orElse("set by the server if not given");
    }
    return attr.isOptional(Level.SEVEN)
        ? attr.isOptional(Level.ONE) ? "optional" : "optional from level 6 on"
        : "required";
  }

  private void addMethod(StringBuilder text, LoadedModule module, MethodSpec method) {
    text.append("\n## ").append(module.name()).append('/').append(method.name()).append("\n\n");
    List<String> permits = PermitText.lines(module, method);
    if (permits.isEmpty()) {
      text.append(PermitText.of(module, method)).append("\n");
    } else {
      text.append("May be called by\n\n");
      permits.forEach(line -> text.append("- ").append(line).append('\n'));
    }
    for (HttpPath route : HttpPath.of(module, method)) {
      text.append("\nOver HTTP: `").append(route).append("`\n");
    }
    addArgs(text, "query", method.queryNeeds());
    addArgs(text, "doc", method.docNeeds());
    text.append("\nAnswers ").append(answers(method)).append(".\n");
    if (permits.isEmpty()) {
      return;
    }
    List<Refusal> known = KnownCodes.of(module, method, Level.SEVEN);
    if (!known.isEmpty()) {
      text.append("\n").append(Pages.codes(known));
    }
    if (!method.httpGet()) {
      addExample(text, module, method);
    }
  }

  private void addExample(StringBuilder text, LoadedModule module, MethodSpec method) {
    addJson(text, examples.call(module, method));
    if (!ExampleCall.isUnknown(module, method)) {
      addJson(text, examples.answer(module, method));
    }
  }

  private static void addJson(StringBuilder text, Map<String, Object> frame) {
    text.append("\n```json\n").append(Tree.write(frame)).append("```\n");
  }

  private static void addArgs(StringBuilder text, String part, MethodArgs args) {
    List<String> sets =
        args.sets(Level.SEVEN).stream()
            .filter(set -> !set.isEmpty())
            .map(set -> set.stream().map(ModulePage::arg).collect(Collectors.joining(" and ")))
            .toList();
    if (!sets.isEmpty()) {
      text.append("\nThe ").append(part).append(" gives ").append(String.join(", or ", sets));
      text.append(".\n");
    }
    if (!args.optional().isEmpty()) {
      text.append("\nThe ").append(part).append(" may give ");
      text.append(args.optional().stream().map(ModulePage::arg).collect(Collectors.joining(", ")));
      text.append(".\n");
    }
  }

  private static String arg(Attr<?> attr) {
    return "`" + attr.name() + "` (" + TypeText.of(attr.type()) + ")";
  }

  private static String answers(MethodSpec method) {
    return switch (method.kind()) {
      case READ -> "`docs`, the documents, and how many there are: `count` here, `total` in all";
      case CREATE -> "the `_id` of the new document, or the whole of it with `$soft`";
      case UPDATE -> "the `_id`s of the documents, and in `count` how many were changed";
      case DELETE -> "the `_id`s of the documents that are deleted";
      case UNDELETE -> "the `_id`s of the documents that are there again";
      case UNDO -> "the `_id` of the document; 409 and the `current` values if it was changed again";
      case RETRIEVE_FILE -> "the content of the file";
      case CREATE_FILE, DELETE_FILE -> "the `_id` of the document";
      case OWN ->
          method.returns().isEmpty()
              ? "what the module's code gives"
              : method.returns().stream().map(ModulePage::arg).collect(Collectors.joining(", "));
    };
  }

  private static String names(Iterable<String> names) {
    List<String> all = new ArrayList<>();
    names.forEach(name -> all.add("`" + name + "`"));
    return String.join(", ", all);
  }
}
