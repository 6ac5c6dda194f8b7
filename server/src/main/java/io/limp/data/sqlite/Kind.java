package io.limp.data.sqlite;

import io.limp.api.Id;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What values can be compared with each other; those of two kinds never are. */
enum Kind {
  NULL(""),
  BOOL("IN ('true','false')"),
  /** Moments too: they are stored as milliseconds. */
  NUMBER("IN ('integer','real')"),
  TEXT("='text'"),
  ID("='text'"),
  SECRET("='text'"),
  /** A list or an object. */
  TREE("IN ('array','object')");

  private final String jsonTypes;

  Kind(String jsonTypes) {
    this.jsonTypes = jsonTypes;
  }

  static Kind of(@Nullable Object plain) {
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

  boolean isOrdered() {
    return this == NUMBER || this == TEXT || this == ID;
  }

  /** The condition that a value's JSON type is of this kind. */
  String check(String typeSql) {
    return typeSql + " " + jsonTypes;
  }
}
