package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.call.KnownCodes;
import io.limp.call.LoadedModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The websocket as AsyncAPI 3.0: the greeting, the handshake, and each method that a client may
 * call as an operation of the server with the frames that it hears and answers.
 *
 * <p>Clients of level 1 send a call as it is, and in a token while they are signed in; those from
 * level 6 on always in a token. Schemas of level 1 have names that end in {@code .level1}.
 */
final class AsyncApi {
  private static final String CHANNEL = "#/channels/ws";
  private static final String OLD = ".level1";
  private static final String REFUSAL = "refusal";

  private final DescribedApp app;
  private final Dialect newer;
  private final Dialect old;
  private final Map<String, Object> messages = new LinkedHashMap<>();
  private final Map<String, Object> operations = new LinkedHashMap<>();
  private final Map<String, Object> schemas = new LinkedHashMap<>();

  private AsyncApi(DescribedApp app) {
    this.app = app;
    newer = new Dialect(app, Level.SEVEN, "#/components/schemas/", "");
    old = new Dialect(app, Level.ONE, "#/components/schemas/", OLD);
  }

  static String of(DescribedApp app) {
    return new AsyncApi(app).text();
  }

  private String text() {
    addConnection();
    for (LoadedModule module : app.modules().all()) {
      for (MethodSpec method : module.spec().methods().values()) {
        if (!method.permits().isEmpty() && !method.httpGet()) {
          addMethod(module, method);
        }
      }
    }
    schemas.putAll(Schemas.all(newer));
    schemas.putAll(Schemas.all(old));
    Map<String, Object> inChannel = object();
    messages.keySet().forEach(name -> inChannel.put(name, object("$ref", message(name))));
    return Tree.write(
        object(
            "asyncapi",
            "3.0.0",
            "info",
            object(
                "title",
                "LIMP: the websocket",
                "version",
                app.version(),
                "description",
                "One connection for all calls. The first frame shows the level of the client."),
            "defaultContentType",
            "application/json",
            "servers",
            object(
                "limpd",
                object(
                    "host",
                    "{host}",
                    "protocol",
                    "ws",
                    "variables",
                    object("host", object("default", "localhost:8081")))),
            "channels",
            object("ws", object("address", "/ws", "messages", inChannel)),
            "operations",
            operations,
            "components",
            object("messages", messages, "schemas", schemas)));
  }

  private void addConnection() {
    addMessage(
        "greeting",
        "What the server says first.",
        said("Connection ready", "CORE_CONN_READY", false));
    operations.put(
        "greet",
        object(
            "action",
            "send",
            "channel",
            object("$ref", CHANNEL),
            "summary",
            "The server greets every connection.",
            "messages",
            List.of(inChannel("greeting"))));
    addMessage(
        REFUSAL,
        "A frame that is no call, or a call of nothing.",
        new AnswerSchema(newer)
            .refusal(
                Stream.concat(KnownCodes.ofEndpoints().stream(), KnownCodes.ofEveryCall().stream())
                    .toList()));
    addFixed(
        "conn.verify",
        "The handshake of level 6 and 7, before all else; another frame ends the connection.",
        call(
            "conn/verify",
            object(
                "doc",
                object(
                    "type",
                    "object",
                    "properties",
                    object(
                        "app",
                        object("type", "string", "description", "the id of the client app"),
                        "level",
                        object("enum", List.of(6, 7)),
                        "reply",
                        object("const", "plain"))))),
        said("Connection establised", "CORE_CONN_OK", true));
    addFixed(
        "heart.beat",
        "Says that the client is there.",
        call("heart/beat", object()),
        said("Heartbeat received.", "CORE_HEARTBEAT_OK", true));
  }

  private void addFixed(
      String name, String summary, Map<String, Object> call, Map<String, Object> answer) {
    addMessage(name + ".call", summary, signed(call, true));
    addMessage(name + ".answer", "The answer to " + name + ".", answer);
    operations.put(
        name, operation(summary, List.of(name + ".call"), List.of(name + ".answer", REFUSAL)));
  }

  private void addMethod(LoadedModule module, MethodSpec method) {
    String name = module.name() + "." + method.name();
    List<String> calls = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (Dialect dialect : List.of(newer, old)) {
      Map<String, Object> call = call(module, method, dialect);
      boolean isOld = dialect.level() == Level.ONE;
      String generation = isOld ? "level 1" : "level 6 and 7";
      calls.add(
          addMessage(
              dialect.name(name + ".call"),
              "A call of " + module.name() + "/" + method.name() + " at " + generation + ".",
              isOld ? object("anyOf", List.of(call, signed(call, false))) : signed(call, true)));
      answers.add(
          addMessage(
              dialect.name(name + ".answer"),
              "What it answers at " + generation + ".",
              dialect.ref(Dialect.part(module, method, "answer"))));
      answers.add(
          addMessage(
              dialect.name(name + ".refusal"),
              "How it is refused at " + generation + ".",
              dialect.ref(Dialect.part(module, method, "refusal"))));
    }
    operations.put(name, operation(PermitText.of(module, method), calls, answers));
  }

  private static Map<String, Object> operation(
      String summary, List<String> calls, List<String> answers) {
    return object(
        "action",
        "receive",
        "channel",
        object("$ref", CHANNEL),
        "summary",
        summary,
        "messages",
        calls.stream().map(AsyncApi::inChannel).toList(),
        "reply",
        object(
            "channel",
            object("$ref", CHANNEL),
            "messages",
            answers.stream().map(AsyncApi::inChannel).toList()));
  }

  private String addMessage(String name, String summary, Map<String, Object> payload) {
    messages.put(name, object("name", name, "summary", summary, "payload", payload));
    return name;
  }

  private Map<String, Object> call(LoadedModule module, MethodSpec method, Dialect dialect) {
    Map<String, Object> properties = object();
    List<String> required = new ArrayList<>();
    properties.put("query", dialect.ref(Dialect.part(module, method, "query")));
    properties.put("doc", dialect.ref(Dialect.part(module, method, "doc")));
    Map<String, Object> call = call(module.name() + "/" + method.name(), properties);
    required.add("endpoint");
    required.add("sid");
    if (method.queryNeeds().sets(dialect.level()).stream().noneMatch(List::isEmpty)) {
      required.add("query");
    }
    call.put("required", required);
    return call;
  }

  private static Map<String, Object> call(String endpoint, Map<String, Object> parts) {
    Map<String, Object> properties =
        object(
            "endpoint",
            object("const", endpoint),
            "sid",
            object("type", "string", "description", "must be there, and is not looked at"));
    properties.putAll(parts);
    properties.put("call_id", object("description", "any value: the answer has the same"));
    return object("type", "object", "properties", properties, "required", List.of("endpoint"));
  }

  /**
   * A call in a token: RFC 7519, signed by HS256 with the token of the session, or with the
   * anonymous one.
   */
  private static Map<String, Object> signed(Map<String, Object> call, boolean withCallId) {
    Map<String, Object> properties =
        object(
            "token",
            object(
                "type",
                "string",
                "contentMediaType",
                "application/jwt",
                "contentSchema",
                object(
                    "type",
                    "array",
                    "minItems",
                    2,
                    "prefixItems",
                    List.of(object("const", object("alg", "HS256", "typ", "JWT")), call))));
    if (withCallId) {
      properties.put("call_id", object("description", "for the answer to a token that fails"));
    }
    return object(
        "type",
        "object",
        "properties",
        properties,
        "required",
        List.of("token"),
        "additionalProperties",
        false);
  }

  private static Map<String, Object> said(String msg, String code, boolean answers) {
    Map<String, Object> args = object("code", object("const", code));
    if (answers) {
      args.put("call_id", object());
    }
    return object(
        "type",
        "object",
        "properties",
        object(
            "status",
            object("const", 200),
            "msg",
            object("const", msg),
            "args",
            object("type", "object", "properties", args, "required", List.copyOf(args.keySet()))),
        "required",
        List.of("status", "msg", "args"));
  }

  private static String message(String name) {
    return "#/components/messages/" + name;
  }

  private static Map<String, Object> inChannel(String name) {
    return object("$ref", CHANNEL + "/messages/" + name);
  }
}
