package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.MethodSpec;
import io.limp.api.MethodSpec.Kind;
import io.limp.api.Permit;
import io.limp.api.Refusal;
import io.limp.api.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The doc of a call from what the client sent to what the method may rely on: what the caller may
 * not set is taken out, every value is of its attribute's type, and what the permit forces is set.
 *
 * <p>Unknown attributes are left out silently, as are those that the server gives and those that
 * the permit drops.
 */
final class ConvertDoc {
  private final List<String> locales;

  ConvertDoc(List<String> locales) {
    this.locales = locales;
  }

  Call convert(LoadedModule module, MethodSpec method, Permit permit, Call call) {
    Map<String, @Nullable Object> given = call.doc().values();
    if (given.isEmpty() && permit.set().isEmpty() && !isAlways(method.kind())) {
      return call; // nothing to convert, as in nearly every read
    }
    boolean ofFile = method.kind().isOfFiles();
    if (!ofFile) {
      refuseUnaccepted(module, method, permit, call);
    }
    Map<String, @Nullable Object> converted = new LinkedHashMap<>();
    ConvertValue values = ConvertValue.at(call.level(), module, method, locales);
    if (method.kind() == Kind.CREATE
        && given.get(LimpModule.ID.name()) != null
        && permit.maySet(LimpModule.ID)) {
      converted.put(
          LimpModule.ID.name(),
          values.convert(
              LimpModule.ID.name(), LimpModule.ID.type(), given.get(LimpModule.ID.name())));
    }
    if (ofFile) {
      new ConvertFile(module, permit, values).convert(method, call, converted);
    } else if (method.kind() == Kind.UPDATE) {
      new ConvertUpdate(module, call.level(), permit, values, locales).convert(given, converted);
    } else {
      for (Attr<?> attr : attrs(module, method)) {
        if (given.containsKey(attr.name()) && attr.isAt(call.level()) && permit.maySet(attr)) {
          Object value = value(attr, call.level(), values, given.get(attr.name()));
          if (value != null || !nullIsMissing(method, call)) {
            converted.put(attr.name(), value);
          }
        }
      }
    }
    permit
        .set()
        .forEach(
            (name, value) -> {
              converted.keySet().removeIf(path -> path.startsWith(name + "."));
              converted.put(name, forced(value, call));
            });
    if (method.kind() == Kind.CREATE) {
      refuseMissing(module, call, converted);
    }
    return call.withDoc(new Doc(converted));
  }

  /**
   * What the permit does not accept is refused, so that nobody takes it for done. What clients send
   * without meaning it (nulls, what the server sets, whole documents that they have read) is left
   * out as ever.
   */
  private static void refuseUnaccepted(
      LoadedModule module, MethodSpec method, Permit permit, Call call) {
    if (permit.accepts().isEmpty()) {
      return;
    }
    call.doc()
        .values()
        .forEach(
            (path, value) -> {
              int dot = path.indexOf('.');
              String name = dot < 0 ? path : path.substring(0, dot);
              boolean said = permit.drop().contains(name) || permit.set().containsKey(name);
              Optional<Attr<?>> attr =
                  method.docNeeds().named(name).or(() -> module.spec().attr(name));
              if (value != null
                  && !permit.accepts(name)
                  && !said
                  && attr.filter(known -> isClients(known, method)).isPresent()) {
                throw Codes.forbiddenAttr(module, call, "set", name);
              }
            });
  }

  /** True for what clients give; the id of a document they give to a create alone. */
  private static boolean isClients(Attr<?> attr, MethodSpec method) {
    return attr.source() == Attr.Source.DOC
        && (!attr.name().equals(LimpModule.ID.name()) || method.kind() == MethodSpec.Kind.CREATE);
  }

  /** True where an empty doc says something too. */
  private static boolean isAlways(Kind kind) {
    return kind == Kind.CREATE || kind == Kind.CREATE_FILE || kind == Kind.DELETE_FILE;
  }

  private static @Nullable Object value(
      Attr<?> attr, Level level, ConvertValue values, @Nullable Object given) {
    try {
      return attr.isOptional(level)
          ? values.convertOptional(attr.name(), attr.type(), given)
          : values.convert(attr.name(), attr.type(), given);
    } catch (Refusal refusal) {
      throw attr.isHidden() ? Codes.withoutValue(refusal) : refusal;
    }
  }

  /**
   * Before the hooks, so that they may rely on what is not optional; what a hook fills in is
   * declared optional.
   */
  private static void refuseMissing(
      LoadedModule module, Call call, Map<String, @Nullable Object> doc) {
    for (Attr<?> attr : module.spec().attrs()) {
      if (!attr.isOptional(call.level())
          && attr.isAt(call.level())
          && !doc.containsKey(attr.name())) {
        throw Codes.missingAttr(module, call, attr.name());
      }
    }
  }

  /** To level 6 a null is what is not there; level 1 keeps it. */
  private static boolean nullIsMissing(MethodSpec method, Call call) {
    return method.kind() == Kind.CREATE && call.level().isFrom(Level.SIX);
  }

  /** A method of the module's own may take arguments that are no attributes of its documents. */
  static Collection<Attr<?>> attrs(LoadedModule module, MethodSpec method) {
    if (method.kind() != Kind.OWN) {
      return module.spec().attrs();
    }
    Map<String, Attr<?>> attrs = new LinkedHashMap<>();
    method.docNeeds().every().forEach(attr -> attrs.put(attr.name(), attr));
    module.spec().attrs().forEach(attr -> attrs.putIfAbsent(attr.name(), attr));
    return attrs.values();
  }

  private static @Nullable Object forced(Value<?> value, Call call) {
    return switch (value) {
      case Value.Constant<?> constant -> constant.plain();
      case Value.Me ignored -> call.caller().user();
      case Value.Now ignored -> call.now();
    };
  }
}
