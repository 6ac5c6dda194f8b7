package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.call.LoadedModule;
import java.util.Map;

/**
 * The app as clients of one level speak with it, in a document that keeps its schemas in one place.
 *
 * @param level {@link Level#ONE} for its clients, {@link Level#SEVEN} for those from level 6 on
 * @param place where the document keeps schemas: {@code #/$defs/}
 * @param suffix of their names, where the document holds those of several levels
 */
record Dialect(DescribedApp app, Level level, String place, String suffix) {
  ValueSchema values(ValueSchema.Way way) {
    return new ValueSchema(level, way, app.locales());
  }

  String name(String plain) {
    return plain + suffix;
  }

  Map<String, Object> ref(String plain) {
    return object("$ref", place + name(plain));
  }

  /** What a method's schema is called: {@code blog.create.doc}. */
  static String part(LoadedModule module, MethodSpec method, String part) {
    return module.name() + "." + method.name() + "." + part;
  }
}
