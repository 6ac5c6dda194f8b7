package io.limp.data;

import io.limp.api.Id;
import io.limp.api.Secret;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Equal to one of many values, which are looked up rather than gone through. */
final class OneOf implements PlainTest {
  private static final double LONGS_END = 0x1p63;

  /** Booleans, secrets, texts, numbers as {@link #key} has them, and ids. */
  private final Set<Object> atoms = new HashSet<>();

  private final Set<String> textsOfIds = new HashSet<>();
  private final Set<Id> idsOfTexts = new HashSet<>();
  private final List<PlainTest> trees = new ArrayList<>();

  private OneOf() {}

  static OneOf of(List<Object> values) {
    OneOf test = new OneOf();
    for (Object plain : values) {
      switch (plain) {
        case Id id -> {
          test.atoms.add(id);
          test.textsOfIds.add(id.toString());
        }
        case String text -> {
          test.atoms.add(StoredText.of(text));
          Id.find(text).filter(id -> id.toString().equals(text)).ifPresent(test.idsOfTexts::add);
        }
        case Secret secret -> test.atoms.add(StoredText.of(secret));
        default -> {
          if (PlainTest.isTree(plain)) {
            test.trees.add(PlainTest.isEqual(Kind.TREE, plain));
          } else {
            test.atoms.add(PlainTest.isNumber(plain) ? key(PlainTest.number(plain)) : plain);
          }
        }
      }
    }
    return test;
  }

  @Override
  public boolean holds(@Nullable Object value) {
    if (value == null) {
      return false;
    }
    if (PlainTest.isTree(value)) {
      return anyTree(value);
    }
    if (PlainTest.isNumber(value)) {
      return atoms.contains(key(PlainTest.number(value)));
    }
    return atoms.contains(value)
        || (value instanceof String && textsOfIds.contains(value))
        || (value instanceof Id && idsOfTexts.contains(value));
  }

  private boolean anyTree(Object value) {
    for (PlainTest tree : trees) {
      if (tree.holds(value)) {
        return true;
      }
    }
    return false;
  }

  /** Equal numbers have equal keys: a {@code Long} where there is one of that value. */
  private static Number key(Number number) {
    return number instanceof Double real
            && real == Math.rint(real)
            && real >= -LONGS_END
            && real < LONGS_END
        ? (Number) real.longValue()
        : number instanceof Integer whole ? (Number) whole.longValue() : number;
  }
}
