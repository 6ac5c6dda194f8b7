package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.api.MethodSpec.Kind;
import io.limp.api.Permit;
import io.limp.call.LoadedModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is reached over HTTP, as OpenAPI 3.1: each method by a path for each set of its arguments.
 */
final class OpenApi {
  private static final String JSON = "application/json";

  private final DescribedApp app;
  private final Dialect dialect;
  private final ValueSchema sent;
  private final Map<String, Object> paths = new LinkedHashMap<>();
  private final Map<String, Object> schemas = new LinkedHashMap<>();

  private OpenApi(DescribedApp app) {
    this.app = app;
    dialect = new Dialect(app, Level.SEVEN, "#/components/schemas/", "");
    sent = dialect.values(ValueSchema.Way.SENT);
  }

  static String of(DescribedApp app) {
    return new OpenApi(app).text();
  }

  private String text() {
    List<Object> tags = new ArrayList<>();
    for (LoadedModule module : app.modules().all()) {
      boolean reached = false;
      for (MethodSpec method : module.spec().methods().values()) {
        List<HttpPath> routes = HttpPath.of(module, method);
        for (int i = 0; i < routes.size(); i++) {
          paths.put(routes.get(i).path(), path(module, method, routes.get(i), i));
          reached = true;
        }
        if (!routes.isEmpty()) {
          addSchemas(module, method);
        }
      }
      if (reached) {
        tags.add(tag(module));
      }
    }
    DocSchema docs = new DocSchema(dialect);
    for (LoadedModule module : app.modules().all()) {
      if (!module.spec().attrs().isEmpty()) {
        schemas.put(module.name(), docs.of(module));
      }
    }
    return Tree.write(
        object(
            "openapi",
            "3.1.0",
            "info",
            object(
                "title",
                "LIMP: over HTTP",
                "version",
                app.version(),
                "description",
                "What the app's modules offer over HTTP. All else is called over the websocket."),
            "servers",
            List.of(object("url", "/")),
            "tags",
            tags,
            "paths",
            paths,
            "components",
            object("schemas", schemas, "securitySchemes", securitySchemes())));
  }

  private static Map<String, Object> tag(LoadedModule module) {
    Map<String, Object> tag = object("name", module.name());
    SourceNotes.of(module.module().getClass())
        .summary()
        .ifPresent(text -> tag.put("description", text));
    return tag;
  }

  private void addSchemas(LoadedModule module, MethodSpec method) {
    AnswerSchema answers = AnswerSchema.overHttp(dialect);
    if (method.kind() != Kind.RETRIEVE_FILE) {
      schemas.put(Dialect.part(module, method, "answer"), answers.of(module, method));
    }
    schemas.put(Dialect.part(module, method, "refusal"), answers.refusal(module, method));
    if (method.reach() == MethodSpec.Reach.POST) {
      schemas.put(Dialect.part(module, method, "doc"), new SentSchema(dialect).of(module, method));
      if (method.kind() == Kind.UPDATE) {
        schemas.put(SentSchema.EDIT, SentSchema.edit());
      }
    }
  }

  private Map<String, Object> path(
      LoadedModule module, MethodSpec method, HttpPath route, int number) {
    Map<String, Object> operation =
        object(
            "operationId",
            module.name() + "." + method.name() + (number == 0 ? "" : "." + (number + 1)),
            "tags",
            List.of(module.name()),
            "description",
            PermitText.of(module, method));
    if (!route.args().isEmpty()) {
      operation.put("parameters", parameters(route));
    }
    if (method.reach() == MethodSpec.Reach.POST && SentSchema.hasDoc(method)) {
      operation.put("requestBody", body(module, method));
    }
    operation.put("responses", responses(module, method));
    operation.put("security", security(method));
    return object(route.word(), operation);
  }

  private List<Object> parameters(HttpPath route) {
    List<Object> parameters = new ArrayList<>();
    for (int i = 0; i < route.args().size(); i++) {
      int at = i;
      List<Map<String, Object>> any =
          route.sets().stream().map(set -> sent.of(set.get(at).type())).distinct().toList();
      parameters.add(
          object(
              "name",
              route.args().get(i).name(),
              "in",
              "path",
              "required",
              true,
              "schema",
              any.size() == 1 ? any.getFirst() : object("anyOf", any)));
    }
    return parameters;
  }

  /** The doc as JSON, as the fields of a form, or where it is one file, as its content. */
  private Map<String, Object> body(LoadedModule module, MethodSpec method) {
    Map<String, Object> content =
        object(JSON, object("schema", dialect.ref(Dialect.part(module, method, "doc"))));
    List<Attr<?>> fields =
        method.kind() == Kind.OWN ? method.docNeeds().every() : module.spec().attrs();
    Map<String, Object> form = object();
    List<Attr<?>> files = new ArrayList<>();
    for (Attr<?> attr : fields) {
      if (attr.isAt(Level.SEVEN) && SentSchema.maySet(method, attr)) {
        boolean isFile = isFile(attr.type());
        form.put(attr.name(), isFile ? file(attr.type()) : sent.of(attr.type()));
        if (isFile) {
          files.add(attr);
        }
      }
    }
    content.put(
        "multipart/form-data", object("schema", object("type", "object", "properties", form)));
    if (files.size() == 1) {
      content.put("application/octet-stream", object());
    }
    return object("required", true, "content", content);
  }

  private static boolean isFile(AttrType<?> type) {
    return type instanceof AttrType.File
        || type instanceof AttrType.ListOf<?>(AttrType.File _, var _);
  }

  private static Map<String, Object> file(AttrType<?> type) {
    Map<String, Object> file =
        object("type", "string", "contentMediaType", "application/octet-stream");
    return type instanceof AttrType.ListOf<?> ? object("type", "array", "items", file) : file;
  }

  private Map<String, Object> responses(LoadedModule module, MethodSpec method) {
    Map<String, Object> responses = object();
    if (method.kind() == Kind.RETRIEVE_FILE) {
      responses.put("200", object("description", "the file", "content", object("*/*", object())));
      responses.put(
          "206",
          object(
              "description", "the range that was asked for", "content", object("*/*", object())));
      responses.put("304", object("description", "the client has it already"));
      responses.put("416", object("description", "the file has no such range"));
    } else {
      Map<String, Object> content =
          object(JSON, object("schema", dialect.ref(Dialect.part(module, method, "answer"))));
      if (method.kind() == Kind.OWN && method.returns().isEmpty()) {
        content.put("*/*", object());
      }
      responses.put("200", object("description", "what it answers", "content", content));
      responses.put("204", object("description", "done, and nothing to say"));
    }
    Map<String, Object> refusal =
        object(JSON, object("schema", dialect.ref(Dialect.part(module, method, "refusal"))));
    responses.put(
        "400", object("description", "what was sent is not in order", "content", refusal));
    responses.put("403", object("description", "the caller may not", "content", refusal));
    responses.put("404", object("description", "it is not there"));
    responses.put("500", object("description", "a fault of the server", "content", refusal));
    responses.put(
        "503", object("description", "the database is not available", "content", refusal));
    return responses;
  }

  private static List<Object> security(MethodSpec method) {
    List<Object> security = new ArrayList<>();
    if (method.permits().stream().anyMatch(permit -> permit.who() == Permit.Who.ANYONE)) {
      security.add(object());
    }
    security.add(object("bearer", List.of()));
    security.add(object("xAuthBearer", List.of(), "xAuthToken", List.of()));
    return security;
  }

  private static Map<String, Object> securitySchemes() {
    return object(
        "bearer",
        object("type", "http", "scheme", "bearer", "description", "<session id>:<token>"),
        "xAuthBearer",
        object(
            "type",
            "apiKey",
            "in",
            "header",
            "name",
            "X-Auth-Bearer",
            "description",
            "the id of the user, beside the session's token in X-Auth-Token"),
        "xAuthToken",
        object("type", "apiKey", "in", "header", "name", "X-Auth-Token"));
  }
}
