package io.limp.api;

import java.util.List;

/**
 * An attribute that holds the id (or ids) of another module's documents, which reads put in its
 * place.
 *
 * @param attr the attribute's name
 * @param module the other module
 * @param attrs which of its attributes to show; none: all
 * @param source where it was written
 */
public record Expand(
    String attr, Class<? extends LimpModule> module, List<String> attrs, SourceLine source) {
  public Expand {
    attrs = List.copyOf(attrs);
  }

  /** True when the other document is shown with that attribute. */
  public boolean shows(String name) {
    return attrs.isEmpty() || attrs.contains(name) || name.equals(LimpModule.ID.name());
  }
}
