package io.limp.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document, or the part of one that a call brings. It does not change: {@code with} and {@code
 * without} give a changed copy.
 *
 * <pre>{@code
 * Doc post = Doc.of(Blog.TITLE, title).with(Blog.STATUS, "draft");
 * String status = post.get(Blog.STATUS);
 * }</pre>
 *
 * @param values attribute name to plain value, in order; see {@link AttrType} for what is plain
 */
public record Doc(Map<String, @Nullable Object> values) {
  private static final Doc EMPTY = new Doc(Map.of());

  /** Wraps the values without copying them: whoever gives them keeps no hand on them. */
  public Doc(Map<String, @Nullable Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  public static Doc empty() {
    return EMPTY;
  }

  public static <T> Doc of(Attr<T> attr, T value) {
    return EMPTY.with(attr, value);
  }

  /**
   * The document's own id.
   *
   * @throws IllegalStateException when it has none yet
   */
  public Id id() {
    return get(LimpModule.ID);
  }

  /**
   * The value of an attribute that is known to be there.
   *
   * @throws IllegalStateException when it is missing or null; use {@link #find} where that may be
   */
  public <T> T get(Attr<T> attr) {
    return find(attr)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The document has no " + attr.name() + ": " + values.keySet()));
  }

  /** The value of an attribute, or nothing when it is missing, null or an {@link Edit}. */
  public <T> Optional<T> find(Attr<T> attr) {
    Object plain = values.get(attr.name());
    return plain == null || plain instanceof Edit
        ? Optional.empty()
        : Optional.of(attr.type().typed(plain));
  }

  /** True when the attribute is there, be it null. */
  public boolean has(Attr<?> attr) {
    return values.containsKey(attr.name());
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  public <T> Doc with(Attr<T> attr, T value) {
    return withPlain(attr.name(), attr.type().plain(value));
  }

  /** A copy with all that the other has, which wins where both have a value. */
  public Doc with(Doc other) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
    copy.putAll(other.values);
    return new Doc(copy);
  }

  /** A copy with that plain value under that name. */
  public Doc withPlain(String name, @Nullable Object plain) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
    copy.put(name, plain);
    return new Doc(copy);
  }

  public Doc without(Attr<?>... attrs) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
    for (Attr<?> attr : attrs) {
      copy.remove(attr.name());
    }
    return new Doc(copy);
  }
}
