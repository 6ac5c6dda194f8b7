package io.limp.sdk;

import io.limp.api.MethodSpec;
import io.limp.call.LoadedModule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All schemas of an app as clients of one level know it, by name: {@code blog}, its documents;
 * {@code blog.create.query} and {@code .doc}, what a call sends; {@code .answer} and {@code
 * .refusal}, the frames that answer it.
 */
final class Schemas {
  private Schemas() {}

  static Map<String, Object> all(Dialect dialect) {
    DocSchema docs = new DocSchema(dialect);
    QuerySchema queries = new QuerySchema(dialect);
    SentSchema sent = new SentSchema(dialect);
    AnswerSchema answers = new AnswerSchema(dialect);
    Map<String, Object> all = new LinkedHashMap<>();
    for (LoadedModule module : dialect.app().modules().all()) {
      if (!module.spec().attrs().isEmpty()) {
        all.put(dialect.name(module.name()), docs.of(module));
      }
      for (MethodSpec method : module.spec().methods().values()) {
        put(all, dialect, module, method, "query", queries.of(method));
        put(all, dialect, module, method, "doc", sent.of(module, method));
        if (!method.httpGet()) {
          put(all, dialect, module, method, "answer", answers.of(module, method));
        }
        put(all, dialect, module, method, "refusal", answers.refusal(module, method));
      }
    }
    all.put(dialect.name(QuerySchema.SPECIALS), queries.specials());
    all.put(dialect.name(SentSchema.EDIT), SentSchema.edit());
    return all;
  }

  private static void put(
      Map<String, Object> all,
      Dialect dialect,
      LoadedModule module,
      MethodSpec method,
      String part,
      Map<String, Object> schema) {
    all.put(dialect.name(Dialect.part(module, method, part)), schema);
  }
}
