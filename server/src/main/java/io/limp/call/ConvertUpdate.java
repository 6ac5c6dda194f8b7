package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.Permit;
import io.limp.data.PlainValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The doc of an update: beside plain values it may hold operators ({@link ConvertEdit}), dotted
 * paths into attributes ({@code meta.x}, {@code title.en_AE}) and the version that the document
 * must still have.
 */
final class ConvertUpdate {
  private final LoadedModule module;
  private final Level level;
  private final Permit permit;
  private final ConvertEdit edits;
  private final List<String> locales;

  ConvertUpdate(
      LoadedModule module, Level level, Permit permit, ConvertValue values, List<String> locales) {
    this.module = module;
    this.level = level;
    this.permit = permit;
    this.locales = locales;
    edits = new ConvertEdit(module, values);
  }

  void convert(Map<String, @Nullable Object> given, Map<String, @Nullable Object> converted) {
    for (Attr<?> attr : module.spec().attrs()) {
      if (given.containsKey(attr.name()) && maySet(attr)) {
        converted.put(
            attr.name(),
            edits.convert(
                attr.name(), attr.type(), attr.isOptional(level), given.get(attr.name())));
      }
    }
    given.forEach(
        (path, value) -> {
          int dot = path.indexOf('.');
          if (dot > 0) {
            Optional<Attr<?>> attr = module.spec().attr(path.substring(0, dot));
            if (attr.filter(this::maySet).isPresent()) {
              refuseTooDeep(attr.get(), path, value);
              AttrType<?> type = within(attr.get().type(), path, path.substring(dot + 1));
              converted.put(path, edits.convert(path, type, true, value));
            }
          }
        });
    if (given.get(LimpModule.VERSION.name()) != null) {
      converted.put(LimpModule.VERSION.name(), version(given.get(LimpModule.VERSION.name())));
    }
  }

  private boolean maySet(Attr<?> attr) {
    return attr.isUpdatedAt(level) && permit.maySet(attr);
  }

  /** A path is one text, however far it leads; a document must not become too deep to be read. */
  private void refuseTooDeep(Attr<?> attr, String path, @Nullable Object value) {
    long above = path.chars().filter(c -> c == '.').count();
    if (1 + above + depth(value) > Json.MAX_DEPTH) {
      throw Codes.invalidAttr(
          module, attr.name(), "what is set would be nested deeper than " + Json.MAX_DEPTH);
    }
  }

  private static int depth(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          1 + map.values().stream().mapToInt(ConvertUpdate::depth).max().orElse(0);
      case List<?> list -> 1 + list.stream().mapToInt(ConvertUpdate::depth).max().orElse(0);
      case null, default -> 0;
    };
  }

  private AttrType<?> within(AttrType<?> type, String path, String rest) {
    return switch (type) {
      case AttrType.Locale _ when locales.contains(rest) -> AttrType.str();
      case AttrType.Dict _, AttrType.Any _ when isPath(rest) -> new AttrType.Any();
      case AttrType.DictOf<?> dict when ConvertValue.isPlainKey(rest) -> dict.of();
      case AttrType.AccessType _ when rest.equals("anon") -> new AttrType.Bool();
      case AttrType.AccessType _ when rest.equals("users") || rest.equals("groups") ->
          new AttrType.ListOf<>(AttrType.id());
      default -> throw Codes.invalidAttr(module, path, "nothing can be set there");
    };
  }

  private static boolean isPath(String path) {
    return List.of(path.split("\\.", -1)).stream().allMatch(ConvertValue::isPlainKey);
  }

  private Object version(@Nullable Object given) {
    if (given instanceof Long version && version >= 1) {
      return version;
    }
    throw Codes.invalidAttr(
        module,
        LimpModule.VERSION.name(),
        "it is a whole number from 1 on, not " + PlainValues.shown(given));
  }
}
