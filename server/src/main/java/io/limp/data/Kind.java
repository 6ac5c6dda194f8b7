package io.limp.data;

import io.limp.api.Id;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What values can be compared with each other; those of two kinds never are. */
public enum Kind {
  NULL,
  BOOL,
  /** Moments too: they are stored as milliseconds. */
  NUMBER,
  TEXT,
  ID,
  SECRET,
  /** A list or an object. */
  TREE;

  public static Kind of(@Nullable Object plain) {
    return switch (plain) {
      case null -> NULL;
      case Boolean _ -> BOOL;
      case Number _, Instant _ -> NUMBER;
      case String _ -> TEXT;
      case Id _ -> ID;
      case Secret _ -> SECRET;
      case Collection<?> _, Map<?, ?> _ -> TREE;
      default ->
          throw new IllegalArgumentException("Not a plain value: " + plain.getClass().getName());
    };
  }

  public boolean isOrdered() {
    return this == NUMBER || this == TEXT || this == ID;
  }
}
