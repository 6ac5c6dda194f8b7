package io.limp.call.query;

import io.limp.api.Expand;
import io.limp.call.LoadedModule;
import java.util.Optional;

/**
 * A dotted path that leads into another module's document.
 *
 * @param expand how the attribute refers to it
 * @param rest the path within the other document
 */
public record Join(Expand expand, String rest) {
  public static Optional<Join> of(LoadedModule module, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    Expand expand = module.spec().expands().get(path.substring(0, dot));
    return Optional.ofNullable(expand).map(found -> new Join(found, path.substring(dot + 1)));
  }
}
