package io.limp.boot;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Expand;
import io.limp.api.Level;
import io.limp.api.MethodArgs;
import io.limp.api.MethodSpec;
import io.limp.api.ModuleSpec;
import io.limp.api.PackageSpec;
import io.limp.call.Json;
import io.limp.call.LoadedModule;
import io.limp.call.ModuleTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the sandbox completes from: the loaded modules, their attributes and methods. Not offered in
 * production.
 */
final class ModulesJson {
  private ModulesJson() {}

  static String of(
      AppConfig config, List<PackageSpec> specs, ModuleTable modules, List<String> locales) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", Version.TEXT);
    all.put("env", config.env());
    all.put("debug", config.debug());
    all.put("locales", locales);
    all.put("packages", specs.stream().map(ModulesJson::described).toList());
    all.put("modules", modules.all().stream().map(module -> module(module, modules)).toList());
    return Json.write(all, Json::secondsSinceEpoch);
  }

  private static Map<String, @Nullable Object> described(PackageSpec spec) {
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("name", spec.name());
    described.put("version", spec.about().version().orElse(null));
    return described;
  }

  private static Map<String, Object> module(LoadedModule module, ModuleTable modules) {
    ModuleSpec spec = module.spec();
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", spec.name());
    described.put("package", module.packageName());
    described.put(
        "attrs",
        spec.attrs().stream()
            .filter(attr -> attr.source() == Attr.Source.DOC)
            .map(attr -> attr(attr, spec.expands().get(attr.name()), modules))
            .toList());
    described.put("methods", spec.methods().values().stream().map(ModulesJson::method).toList());
    return described;
  }

  private static Map<String, Object> attr(
      Attr<?> attr, @Nullable Expand expand, ModuleTable modules) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", attr.name());
    described.put("type", word(attr.type()));
    described.put("list", attr.type() instanceof AttrType.ListOf<?>);
    described.put("optional", attr.isOptional(Level.ONE));
    if (attr.type() instanceof AttrType.Literal(List<String> values)) {
      described.put("values", values);
    }
    if (expand != null) {
      expand.always().ifPresent(to -> described.put("expand", modules.of(to.module()).name()));
    }
    return described;
  }

  /** The sandbox's own few words for what it can make a skeleton of. */
  private static String word(AttrType<?> type) {
    return switch (type) {
      case AttrType.ListOf<?>(AttrType.File file, _) -> file.word();
      case AttrType.Web ignored -> "web";
      case AttrType.Url ignored -> "web";
      case AttrType.Dict ignored -> "dict";
      default -> type.word();
    };
  }

  private static Map<String, Object> method(MethodSpec method) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", method.name());
    described.put("get", method.httpGet());
    described.put("query", names(method.queryNeeds()));
    described.put("doc", names(method.docNeeds()));
    return described;
  }

  private static List<String> names(MethodArgs args) {
    return Stream.concat(args.sets().getFirst().stream(), args.oneOf().stream())
        .map(Attr::name)
        .toList();
  }
}
