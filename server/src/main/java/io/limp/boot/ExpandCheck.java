package io.limp.boot;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Expand;
import io.limp.api.ModuleSpec;
import io.limp.call.LoadedModule;
import java.util.List;
import java.util.Optional;

/** The mistakes in what a module says of the documents that its own refer to. */
final class ExpandCheck {
  private final LoadedPackage home;
  private final LoadedModule module;
  private final ModuleSpec spec;
  private final Loaded loaded;
  private final Problems problems;
  private final PathCheck paths;

  ExpandCheck(LoadedPackage home, LoadedModule module, Loaded loaded, Problems problems) {
    this.home = home;
    this.module = module;
    this.spec = module.spec();
    this.loaded = loaded;
    this.problems = problems;
    this.paths = new PathCheck(loaded);
  }

  void check(Expand expand) {
    checkAttr(expand);
    checkKind(expand);
    expand.to().forEach(to -> checkTo(expand, to));
  }

  private void checkAttr(Expand expand) {
    Optional<String> lost = lost(expand.attr());
    if (lost.isPresent()) {
      error(expand, expand.attr(), lost.get());
      return;
    }
    Optional<AttrType<?>> type = paths.typeAt(spec, expand.attr());
    if (type.filter(ModuleCheck::holdsIds).isEmpty()) {
      error(
          expand,
          expand.attr(),
          expand.attr()
              + " is "
              + type.map(AttrType::word).orElse("any")
              + ", not an id or a list of ids");
    }
  }

  /** What is wrong with a path that must stay within the document. */
  private Optional<String> lost(String path) {
    for (String other : spec.expands().keySet()) {
      if (path.startsWith(other + ".")) {
        return Optional.of(
            path + " leads through " + other + ", which is expanded itself; see nested()");
      }
    }
    return paths.wrong(spec, path);
  }

  private void checkKind(Expand expand) {
    if (expand.by().isEmpty()) {
      return;
    }
    String kind = expand.by().get();
    Optional<String> lost = lost(kind);
    if (lost.isPresent()) {
      error(expand, kind, lost.get());
    } else if (kind.contains(".") && !around(kind).equals(around(expand.attr()))) {
      error(expand, kind, kind + " stands neither beside " + expand.attr() + " nor at the top");
    } else if (paths.typeAt(spec, kind).orElse(null) instanceof AttrType.Literal literal) {
      checkValues(expand, kind, literal.values());
    }
    if (expand.to().isEmpty()) {
      error(expand, "expandBy", "no module may be named: .to(...) says which may");
    }
  }

  private static String around(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  private void checkValues(Expand expand, String kind, List<String> values) {
    for (Expand.To to : expand.to()) {
      loaded
          .of(to.module())
          .map(LoadedModule::name)
          .filter(name -> !values.contains(name))
          .ifPresent(
              name ->
                  error(
                      expand,
                      to.module().getSimpleName(),
                      "it is the module " + name + ", which " + kind + " cannot name"));
    }
  }

  private void checkTo(Expand expand, Expand.To to) {
    String shownName = to.module().getSimpleName();
    Optional<LoadedModule> other = loaded.of(to.module());
    if (other.isEmpty()) {
      if (!loaded.isBroken(to.module())) {
        error(
            expand, shownName, expand.attr() + " refers to " + shownName + ", which is not loaded");
      }
      return;
    }
    ModuleSpec there = other.get().spec();
    if (!there.methods().containsKey("read")) {
      error(
          expand,
          shownName,
          expand.attr() + " refers to " + there.name() + ", which has no method read");
    }
    for (String name : to.attrs()) {
      Optional<Attr<?>> attr = there.attr(name);
      if (attr.isEmpty()) {
        error(expand, name, paths.noAttr(there, name));
      } else if (attr.get().isHidden()) {
        error(expand, name, there.name() + "." + name + " is hidden");
      }
    }
  }

  private void error(Expand expand, String word, String sentence) {
    problems.error(
        home.place(module, expand.source(), word), spec.name() + ": expand: " + sentence);
  }
}
