package io.limp.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which keys an object has. A value: every word returns a changed copy.
 *
 * <pre>{@code
 * dict("sizes", AttrType.integer(),
 *     d -> d.keys(AttrType.str(text -> text.pattern("[a-z]+"))).size(1, 10).required("width"))
 * }</pre>
 *
 * @param keys what a key looks like
 * @param size how many keys
 * @param required keys that are always there
 */
public record DictRule(AttrType<String> keys, Size size, Set<String> required) {
  /** Every key, in any number. */
  public static final DictRule NONE = new DictRule(AttrType.str(), Size.ANY, Set.of());

  public DictRule {
    required = new LinkedHashSet<>(required);
  }

  /** Only keys that are values of that type, such as a text of a pattern or one of a few words. */
  public DictRule keys(AttrType<String> type) {
    return new DictRule(type, size, required);
  }

  /** Only so many keys. */
  public DictRule size(int fewest, int most) {
    return new DictRule(keys, new Size(fewest, most), required);
  }

  /** These keys are always there, and their values are not null. */
  public DictRule required(String... names) {
    Set<String> more = new LinkedHashSet<>(required);
    more.addAll(List.of(names));
    return new DictRule(keys, size, more);
  }
}
