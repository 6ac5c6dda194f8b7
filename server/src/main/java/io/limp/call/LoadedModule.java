package io.limp.call;

import io.limp.api.AttrType;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A module as it serves.
 *
 * @param packageName the package that it came in; {@code core} for the built-in ones
 * @param module its one instance
 * @param spec what it says of itself, and {@code undo} where it keeps its history
 */
public record LoadedModule(String packageName, LimpModule module, ModuleSpec spec) {
  public LoadedModule {
    spec = spec.withUndo();
  }

  public String name() {
    return spec.name();
  }

  /** The same module with another spec. */
  public LoadedModule with(ModuleSpec other) {
    return new LoadedModule(packageName, module, other);
  }

  /** The module whose documents these are: of a proxy the one that it is another way to. */
  public Class<? extends LimpModule> original() {
    return spec.proxied().orElse(module.getClass());
  }

  /**
   * Where it keeps its documents.
   *
   * @throws IllegalStateException when it keeps none; the start check has made sure that only such
   *     a module has base methods
   */
  public String collection() {
    return spec.collection()
        .orElseThrow(() -> new IllegalStateException(name() + " has no collection"));
  }

  /** The types of its attributes as they are stored, for conditions in memory. */
  public Map<String, AttrType<?>> types() {
    Map<String, AttrType<?>> types = new LinkedHashMap<>();
    spec.attrs().forEach(attr -> types.put(attr.name(), attr.type().stored()));
    return types;
  }

  /** What its error codes begin with to clients of that level, to newer ones its own name. */
  public String codePrefix(Level level) {
    return level.isFrom(Level.SIX) ? Codes.prefix6(this) : codePrefix();
  }

  /** What its error codes begin with: {@code SAMPLE_APP_BLOG}. */
  public String codePrefix() {
    String word = spec.codeName().orElse(spec.name());
    return (packageName + "_" + word).toUpperCase(Locale.ROOT);
  }
}
