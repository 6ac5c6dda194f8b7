package io.limp.call.query;

import io.limp.api.Expand;
import io.limp.api.LimpModule;
import io.limp.call.LoadedModule;
import java.util.Optional;

/**
 * A dotted path that leads into another module's document.
 *
 * @param expand how the attribute refers to it
 * @param to the other module, and what of it is shown
 * @param rest the path within the other document
 */
public record Join(Expand expand, Expand.To to, String rest) {
  /** Empty for a path within the document, and where the other module depends on the document. */
  public static Optional<Join> of(LoadedModule module, String path) {
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      Expand expand = module.spec().expands().get(path.substring(0, dot));
      if (expand != null) {
        String rest = path.substring(dot + 1);
        return expand.always().map(to -> new Join(expand, to, rest));
      }
    }
    return Optional.empty();
  }

  /** The other module's class. */
  public Class<? extends LimpModule> module() {
    return to.module();
  }
}
