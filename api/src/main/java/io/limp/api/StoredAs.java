package io.limp.api;

/** The types by which values are kept. */
final class StoredAs {
  private StoredAs() {}

  static AttrType<?> of(AttrType<?> type) {
    return switch (type) {
      case AttrType.Own<?, ?> own -> of(own.of());
      case AttrType.Counter _ -> new AttrType.Str();
      case AttrType.ListOf<?> list -> new AttrType.ListOf<>(of(list.of()), list.size());
      case AttrType.DictOf<?> dict -> new AttrType.DictOf<>(of(dict.of()), dict.rule());
      case AttrType.Union union ->
          new AttrType.Union(union.of().stream().<AttrType<?>>map(StoredAs::of).toList());
      default -> type;
    };
  }
}
