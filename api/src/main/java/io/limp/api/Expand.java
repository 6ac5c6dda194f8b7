package io.limp.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An attribute that holds the id (or ids) of other documents, which reads put in its place. Every
 * word returns a changed copy.
 *
 * <pre>{@code
 * .expand(CAT, BlogCat.class, e -> e.shows(BlogCat.TITLE).onRequest())
 * .expand(ADDRESS.then(CITY), City.class)
 * .expandBy(ABOUT, KIND, e -> e.to(Blog.class, Blog.TITLE).to(Album.class))
 * }</pre>
 *
 * @param attr the attribute's name, dotted where the ids stand within objects
 * @param by the attribute that holds the other module's name; empty: it is always the same module
 * @param to the other module; with {@code by} any number of them
 * @param when whether clients have to ask for it
 * @param depth how often what the other documents expand themselves is expanded as well, from 0 on
 * @param source where it was written
 */
public record Expand(
    String attr, Optional<String> by, List<To> to, When when, int depth, SourceLine source) {
  /** How deep documents may be put into each other. */
  public static final int DEEPEST = 4;

  /** Whether clients have to ask for it. */
  public enum When {
    /** Unless the query's {@code $extn} is false or a list that does not name it. */
    USUAL,
    /** Only where the query's {@code $extn} is a list that names it. */
    REQUESTED,
    /** Whatever the query says. */
    FORCED
  }

  /**
   * A module whose documents are referred to.
   *
   * @param module the other module
   * @param attrs which of its attributes to show; none: all
   */
  public record To(Class<? extends LimpModule> module, List<String> attrs) {
    public To {
      attrs = List.copyOf(attrs);
    }

    /** True when the other document is shown with that attribute. */
    public boolean shows(String name) {
      return attrs.isEmpty() || attrs.contains(name) || name.equals(LimpModule.ID.name());
    }
  }

  public Expand {
    to = List.copyOf(to);
    if (depth < 0 || depth > DEEPEST) {
      throw new IllegalArgumentException(
          "Expansions are nested 1 to " + DEEPEST + " deep, not " + depth);
    }
  }

  static Expand of(Attr<?> attr, Class<? extends LimpModule> module) {
    return new Expand(
        attr.name(),
        Optional.empty(),
        List.of(new To(module, List.of())),
        When.USUAL,
        0,
        SourceLine.here());
  }

  static Expand by(Attr<?> attr, Attr<?> kind) {
    return new Expand(
        attr.name(), Optional.of(kind.name()), List.of(), When.USUAL, 0, SourceLine.here());
  }

  /** Shows these attributes of the other documents, in place of all. */
  public Expand shows(Attr<?>... shown) {
    List<To> same = to.stream().map(each -> new To(each.module(), names(shown))).toList();
    return new Expand(attr, by, same, when, depth, source);
  }

  /** For {@code expandBy}: that module too, with these attributes; none named: all. */
  public Expand to(Class<? extends LimpModule> module, Attr<?>... shown) {
    List<To> more = new ArrayList<>(to);
    more.add(new To(module, names(shown)));
    return new Expand(attr, by, more, when, depth, source);
  }

  /** Only for who asks: the query's {@code $extn} is a list that names the attribute. */
  public Expand onRequest() {
    return new Expand(attr, by, to, When.REQUESTED, depth, source);
  }

  /** For every client, whatever the query's {@code $extn} says. */
  public Expand forced() {
    return new Expand(attr, by, to, When.FORCED, depth, source);
  }

  /** What the other documents expand is expanded as well, though not what that expands in turn. */
  public Expand nested() {
    return nested(1);
  }

  /**
   * The same to that depth.
   *
   * @param levels from 1 to {@value #DEEPEST}
   */
  public Expand nested(int levels) {
    return new Expand(attr, by, to, when, levels, source);
  }

  /** The other module, where it is always the same one. */
  public Optional<To> always() {
    return by.isEmpty() ? Optional.of(to.getFirst()) : Optional.empty();
  }

  private static List<String> names(Attr<?>... attrs) {
    return Arrays.stream(attrs).map(Attr::name).toList();
  }
}
