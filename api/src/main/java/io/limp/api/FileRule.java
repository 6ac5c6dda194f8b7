package io.limp.api;

import java.util.List;

/**
 * Which files an attribute takes. A value: every word returns a changed copy.
 *
 * <pre>{@code files("photos", file -> file.types("image/*").largest(5_000_000).count(1, 8))}</pre>
 *
 * @param types media types; {@code image/*} takes every kind of image, none takes every file
 * @param most the largest, in bytes
 * @param count how many, where the attribute is a list
 */
public record FileRule(List<String> types, long most, Size count) {
  static final FileRule NONE = new FileRule(List.of(), Long.MAX_VALUE, Size.ANY);

  public FileRule {
    types = List.copyOf(types);
  }

  /** Only files of these media types; {@code image/*} takes every kind of image. */
  public FileRule types(String... mediaTypes) {
    return new FileRule(List.of(mediaTypes), most, count);
  }

  /** Only files of so many bytes or less. */
  public FileRule largest(long bytes) {
    return new FileRule(types, bytes, count);
  }

  /** Only so many files in the list. */
  public FileRule count(int fewest, int greatest) {
    return new FileRule(types, most, new Size(fewest, greatest));
  }
}
