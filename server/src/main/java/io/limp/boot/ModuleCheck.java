package io.limp.boot;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Expand;
import io.limp.api.MethodSpec;
import io.limp.api.ModuleSpec;
import io.limp.api.SourceLine;
import io.limp.call.LoadedModule;
import io.limp.data.TypeRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The mistakes in one module's attributes, indexes and expansions; its methods are MethodCheck's.
 */
final class ModuleCheck {
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  static final String NAME_RULE = "small letters, digits and _, a letter first";
  private static final String ATTR_NAME_RULE = "small letters, digits and _, no digit first";
  private static final Pattern ATTR_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

  private final LoadedPackage home;
  private final LoadedModule module;
  private final ModuleSpec spec;
  private final Loaded loaded;
  private final Problems problems;
  private final PathCheck paths;

  ModuleCheck(LoadedPackage home, LoadedModule module, Loaded loaded, Problems problems) {
    this.home = home;
    this.module = module;
    this.spec = module.spec();
    this.loaded = loaded;
    this.problems = problems;
    this.paths = new PathCheck(loaded);
  }

  void run() {
    if (spec.proxied().isEmpty()) {
      checkDocuments();
    }
    spec.privileges().stream()
        .filter(name -> !NAME.matcher(name).matches())
        .forEach(
            name ->
                error(
                    spec.source(),
                    name,
                    "\"" + name + "\" is no name for a privilege: " + NAME_RULE));
    ExpandCheck expandCheck = new ExpandCheck(home, module, loaded, problems);
    spec.expands().values().stream().filter(this::isOwn).forEach(expandCheck::check);
    for (MethodSpec method : spec.methods().values()) {
      new MethodCheck(home, module, method, paths, problems).run();
    }
  }

  /** What a proxy has of the module that it is another way to. */
  private void checkDocuments() {
    checkAttrs();
    checkCollection();
    spec.unique().forEach(together -> checkIndex("unique", together));
    spec.indexes().forEach(together -> checkIndex("index", together));
    checkHistory();
  }

  private boolean isOwn(Expand expand) {
    return spec.proxied()
        .flatMap(loaded::of)
        .filter(original -> original.spec().expands().containsValue(expand))
        .isEmpty();
  }

  private void checkAttrs() {
    Map<String, Integer> seen = new HashMap<>();
    for (Attr<?> attr : spec.attrs()) {
      String name = attr.name();
      int times = seen.merge(name, 1, Integer::sum);
      Place place =
          home.origin()
              .quoted(className(), name, times)
              .orElseGet(() -> home.place(module, spec.source()));
      if (name.equals("_id")) {
        problems.error(place, spec.name() + ": every document has its _id; it is not declared");
      } else if (name.equals("diff") && spec.history()) {
        problems.error(
            place, spec.name() + ": .diff() shows who changed what as diff; it is not declared");
      } else if (name.startsWith("__")) {
        problems.error(
            place, spec.name() + ": names that begin with __ are the server's own: " + name);
      } else if (!ATTR_NAME.matcher(name).matches()) {
        problems.error(
            place,
            spec.name() + ": \"" + name + "\" is no name for an attribute: " + ATTR_NAME_RULE);
      }
      if (times == 2) {
        problems.error(place, spec.name() + ": two attributes are called " + name);
      }
      new TypeCheck(spec)
          .wrong(attr.type())
          .ifPresent(
              wrong ->
                  problems.error(
                      place.pointingAt(wrong.word()),
                      spec.name() + "." + name + ": " + wrong.sentence()));
      wrongDefault(attr)
          .ifPresent(
              why -> problems.error(place, spec.name() + "." + name + ": the default: " + why));
      attr.defaultValue()
          .flatMap(value -> wrongLiteral(attr, value))
          .ifPresent(
              wrong ->
                  problems.error(
                      place.pointingAt(wrong.word()),
                      spec.name() + ": the default: " + wrong.sentence()));
    }
  }

  private static <T> Optional<String> wrongDefault(Attr<T> attr) {
    return attr.defaultValue()
        .flatMap(value -> TypeRules.brokenWithin(attr.type().stored(), attr.type().plain(value)));
  }

  private static Optional<PathCheck.Wrong> wrongLiteral(Attr<?> attr, Object value) {
    if (!(attr.type() instanceof AttrType.Literal literal) || literal.values().contains(value)) {
      return Optional.empty();
    }
    String text = String.valueOf(value);
    return Optional.of(
        new PathCheck.Wrong(
            text, NearestName.sentence("value", text, attr.name(), literal.values())));
  }

  private void checkCollection() {
    if (spec.collection().isEmpty()) {
      return;
    }
    String collection = spec.collection().get();
    // Those that begin with _ are the server's own.
    if (!NAME.matcher(collection).matches()) {
      error(
          spec.source(),
          collection,
          "\""
              + collection
              + "\" is no name for a collection: small letters, digits and _, a letter first");
    }
    if (spec.attrs().isEmpty()) {
      problems.warning(
          home.place(module, spec.source()),
          spec.name()
              + " keeps documents but declares no attributes; .attrs("
              + module.module().getClass().getSimpleName()
              + ".class) takes its public constants");
    }
  }

  private void checkIndex(String word, List<String> together) {
    for (String path : together) {
      String first = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
      if (path.contains(".")
          && spec.attr(first).filter(attr -> holdsIds(attr.type())).isPresent()) {
        error(spec.source(), path, word + ": " + path + " leads into another document");
      } else {
        paths
            .wrong(spec, path)
            .ifPresent(sentence -> error(spec.source(), path, word + ": " + sentence));
      }
    }
  }

  private void checkHistory() {
    for (String name : spec.unkept()) {
      if (spec.attr(name).isEmpty()) {
        error(spec.source(), name, "diff: " + paths.noAttr(spec, name));
      }
    }
    if (spec.history() && spec.collection().isEmpty()) {
      error(spec.source(), "diff", ".diff() keeps the history of documents, and it keeps none");
    }
    MethodSpec undo = spec.methods().get("undo");
    if (undo != null
        && undo.kind() == MethodSpec.Kind.OWN
        && spec.history()
        && spec.methods().containsKey("update")) {
      error(
          undo.source(), "undo", "the server gives undo to every module with .diff() and updates");
    }
    if (spec.forcePermits().isPresent() && !spec.methods().containsKey("delete")) {
      error(
          spec.source(),
          "forceDelete",
          ".forceDelete(...) says who may delete for good of those who may delete; .delete(...)"
              + " says who may");
    }
  }

  static boolean holdsIds(AttrType<?> type) {
    return type instanceof AttrType.IdType
        || (type instanceof AttrType.ListOf<?> list && list.of() instanceof AttrType.IdType);
  }

  private String className() {
    return module.module().getClass().getName();
  }

  private void error(SourceLine source, String word, String sentence) {
    problems.error(home.place(module, source, word), spec.name() + ": " + sentence);
  }
}
