package io.limp.boot;

import io.limp.api.LimpModule;
import io.limp.api.MethodSpec;
import io.limp.api.ModuleSpec;
import io.limp.call.LoadedModule;
import java.util.Optional;

/** The mistakes in how a module is another way to the documents of one, as it was written. */
final class ProxyCheck {
  private final LoadedPackage home;
  private final LoadedModule module;
  private final ModuleSpec spec;
  private final Loaded loaded;
  private final Problems problems;

  ProxyCheck(LoadedPackage home, LoadedModule module, Loaded loaded, Problems problems) {
    this.home = home;
    this.module = module;
    this.spec = module.spec();
    this.loaded = loaded;
    this.problems = problems;
  }

  void run() {
    if (spec.proxied().isEmpty()) {
      return;
    }
    Class<? extends LimpModule> type = spec.proxied().get();
    String shownName = type.getSimpleName();
    Optional<LoadedModule> original = loaded.of(type);
    if (original.isEmpty()) {
      if (!loaded.isBroken(type)) {
        error(shownName, shownName + " is not loaded");
      }
    } else if (original.get().spec().proxied().isPresent()) {
      error(
          shownName,
          shownName
              + " is a proxy itself; name "
              + original.get().original().getSimpleName()
              + ", whose documents these are");
    } else if (original.get().spec().collection().isEmpty()) {
      error(shownName, original.get().name() + " keeps no documents");
    } else {
      checkWords(original.get().name());
      spec.methods().values().forEach(method -> checkMethod(original.get(), method));
    }
  }

  private void checkWords(String original) {
    refuse(spec.collection().isPresent(), "collection", original);
    refuse(!spec.attrs().isEmpty(), "attrs", original);
    refuse(!spec.unique().isEmpty(), "unique", original);
    refuse(!spec.indexes().isEmpty(), "index", original);
    refuse(!spec.search().isEmpty(), "search", original);
    refuse(spec.history(), "diff", original);
  }

  private void refuse(boolean said, String word, String original) {
    if (said) {
      error(word, "." + word + " is for " + original + " to say, whose documents these are");
    }
  }

  /** What the original does not offer to anybody, a proxy does not either. */
  private void checkMethod(LoadedModule original, MethodSpec method) {
    if (method.kind() == MethodSpec.Kind.OWN) {
      return;
    }
    MethodSpec opened = original.spec().methods().get(method.name());
    if (opened == null || opened.kind() != method.kind()) {
      error(method, original.name() + " has no such method");
    } else if (opened.permits().isEmpty()) {
      error(method, original.name() + " keeps it for code alone: it has no permit there");
    }
  }

  private void error(MethodSpec method, String sentence) {
    problems.error(
        home.place(module, method.source(), method.name()),
        spec.name() + "." + method.name() + ": proxy: " + sentence);
  }

  private void error(String word, String sentence) {
    problems.error(home.place(module, spec.source(), word), spec.name() + ": proxy: " + sentence);
  }
}
