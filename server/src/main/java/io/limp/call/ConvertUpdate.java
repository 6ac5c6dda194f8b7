package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Edit;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.Permit;
import io.limp.api.Refusal;
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
  private final ConvertValue values;
  private final ConvertEdit edits;
  private final List<String> locales;

  ConvertUpdate(
      LoadedModule module, Level level, Permit permit, ConvertValue values, List<String> locales) {
    this.module = module;
    this.level = level;
    this.permit = permit;
    this.locales = locales;
    this.values = values;
    edits = new ConvertEdit(module, values);
  }

  void convert(Map<String, @Nullable Object> given, Map<String, @Nullable Object> converted) {
    for (Attr<?> attr : module.spec().attrs()) {
      if (given.containsKey(attr.name()) && maySet(attr)) {
        converted.put(
            attr.name(),
            whole(attr, new Part(attr.type(), attr.isOptional(level)), given.get(attr.name())));
      }
    }
    given.forEach(
        (path, value) -> {
          int dot = path.indexOf('.');
          if (dot > 0) {
            Optional<Attr<?>> attr = module.spec().attr(path.substring(0, dot));
            if (attr.filter(this::maySet).isPresent()) {
              if (isGuarded(attr.get())) {
                throw Codes.invalidAttr(module, path, "it is set once, and as a whole");
              }
              refuseTooDeep(attr.get(), path, value);
              Part part = within(attr.get().type(), path, path.substring(dot + 1));
              converted.put(path, value(attr.get(), path, part, value));
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

  private boolean isGuarded(Attr<?> attr) {
    return attr.isWriteOnce() && !permit.keep().contains(attr.name());
  }

  /** What is set once is set only where nothing is yet, and that the database alone knows. */
  private @Nullable Object whole(Attr<?> attr, Part part, @Nullable Object given) {
    Object value = value(attr, attr.name(), part, given);
    if (value == null || !isGuarded(attr)) {
      return value;
    }
    if (value instanceof Edit) {
      throw Codes.invalidAttr(module, attr.name(), "it is set once, and as a whole");
    }
    return new Edit.SetOnce(value);
  }

  private @Nullable Object value(Attr<?> attr, String path, Part part, @Nullable Object given) {
    try {
      return edits.convert(path, part.type, part.optional, attr.isHidden(), given);
    } catch (Refusal refusal) {
      throw attr.isHidden() ? Codes.withoutValue(refusal) : refusal;
    }
  }

  /** What a path leads to. */
  private record Part(AttrType<?> type, boolean optional) {}

  private Part within(AttrType<?> type, String path, String rest) {
    int dot = rest.indexOf('.');
    String key = dot < 0 ? rest : rest.substring(0, dot);
    return switch (type) {
      case AttrType.Locale _ when locales.contains(rest) -> new Part(AttrType.str(), true);
      case AttrType.Dict _, AttrType.Any _ when PlainKeys.arePlain(rest) ->
          new Part(new AttrType.Any(), true);
      case AttrType.DictOf<?> dict when PlainKeys.isPlain(key) -> {
        String kept = values.key(path, dict, key);
        if (!kept.equals(key)) {
          throw Codes.invalidAttr(module, path, "the key is written " + PlainValues.shown(kept));
        }
        yield below(new Part(dict.of(), true), path, rest, dot);
      }
      case AttrType.Typed typed when typed.attr(key).isPresent() -> {
        Attr<?> attr = typed.attr(key).get();
        yield below(new Part(attr.type(), attr.isOptional()), path, rest, dot);
      }
      case AttrType.AccessType _ when rest.equals("anon") -> new Part(new AttrType.Bool(), true);
      case AttrType.AccessType _ when rest.equals("users") || rest.equals("groups") ->
          new Part(new AttrType.ListOf<>(AttrType.id()), true);
      default -> throw Codes.invalidAttr(module, path, "nothing can be set there");
    };
  }

  private Part below(Part part, String path, String rest, int dot) {
    return dot < 0 ? part : within(part.type, path, rest.substring(dot + 1));
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
