package io.limp.call;

import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.Refusal;
import io.limp.data.CannotEdit;
import io.limp.data.Conflict;
import io.limp.data.PlainValues;
import io.limp.data.TooLarge;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The refusals that the framework itself makes, with the codes and texts of the wire's contract,
 * slips of spelling included.
 */
public final class Codes {
  // Beside the code of a value that is refused.
  private static final String ATTR = "attr";
  private static final String TYPE = "type";
  private static final String VALUE = "value";

  private static final Pattern MEMBER = Pattern.compile("(?:\\[[0-9]+])++$");

  private Codes() {}

  /** A module's refusal with the module's prefix before its code, as it goes out. */
  static Refusal complete(LoadedModule module, Refusal refusal) {
    return complete(module.codePrefix(), refusal);
  }

  /** The same as clients of that level know the module. */
  static Refusal complete(LoadedModule module, Call call, Refusal refusal) {
    return complete(module.codePrefix(call.level()), refusal);
  }

  private static Refusal complete(String prefix, Refusal refusal) {
    return refusal.hasCompleteCode()
        ? refusal
        : Refusal.of(refusal.status(), prefix + "_" + refusal.code(), "%s", refusal.sentence())
            .with(refusal.args());
  }

  /** The connection has not been verified as it must be before anything else. */
  static Refusal noVerify() {
    return Refusal.of(1008, "CORE_REQ_NO_VERIFY", "Request token is not accepted.");
  }

  static Refusal noEndpoint() {
    return Refusal.of(400, "CORE_REQ_NO_ENDPOINT", "Request missing endpoint.");
  }

  static Refusal alreadyAuthed() {
    return Refusal.of(400, "CORE_SESSION_ALREADY_AUTHED", "You are already authed.");
  }

  static Refusal anonSignout() {
    return Refusal.of(
        400, "CORE_SESSION_ANON_SIGNOUT", "Singout is not allowed for '__ANON' user.");
  }

  public static Refusal invalidFrame(String why) {
    return Refusal.of(400, "CORE_REQ_INVALID_FRAME", why);
  }

  static Refusal invalidBatch(String why) {
    return Refusal.of(400, "CORE_REQ_INVALID_BATCH", why);
  }

  public static Refusal frameTooLarge(long limit) {
    return Refusal.of(
        400,
        "CORE_REQ_FRAME_TOO_LARGE",
        "A frame may have %d bytes here; this one had more.",
        limit);
  }

  public static Refusal invalidToken() {
    return Refusal.of(403, "CORE_REQ_INVALID_TOKEN", "Request token is not accepted.");
  }

  public static Refusal invalidSession() {
    return Refusal.of(403, "CORE_SESSION_INVALID_SESSION", "Session is invalid.");
  }

  public static Refusal sessionExpired() {
    return Refusal.of(403, "CORE_SESSION_SESSION_EXPIRED", "Session had expired.");
  }

  public static Refusal invalidPath() {
    return Refusal.of(400, "CORE_REQ_INVALID_PATH", "Endpoint path is invalid.");
  }

  public static Refusal invalidModule() {
    return Refusal.of(400, "CORE_REQ_INVALID_MODULE", "Endpoint module is invalid.");
  }

  public static Refusal invalidMethod() {
    return Refusal.of(400, "CORE_REQ_INVALID_METHOD", "Endpoint method is invalid.");
  }

  static Refusal invalidWatch() {
    return Refusal.of(400, "CORE_WATCH_INVALID_WATCH", "Watch is invalid.");
  }

  public static Refusal getMethod() {
    return Refusal.of(400, "CORE_REQ_GET_METHOD", "Endpoint method is a GET method.");
  }

  /** A call has taken longer than calls may. */
  static Refusal callTimeout(Duration most) {
    return Refusal.of(
        504,
        "CORE_CALL_TIMEOUT",
        "The call took longer than %d s and was ended. What it had written by then stays.",
        most.toSeconds());
  }

  static Refusal noSuchPath() {
    return Refusal.of(404, "CORE_REQ_INVALID_PATH", "404 NOT FOUND");
  }

  static Refusal invalidXauth() {
    return Refusal.of(403, "CORE_SESSION_INVALID_XAUTH", "X-Auth headers could not be verified.");
  }

  static Refusal invalidBody(String why) {
    return Refusal.of(400, "CORE_REQ_INVALID_BODY", why);
  }

  static Refusal bodyTooLarge(long limit) {
    return Refusal.of(
        413, "CORE_REQ_BODY_TOO_LARGE", "What is not a file may have %d bytes here.", limit);
  }

  public static Refusal methodNotAllowed() {
    return Refusal.of(405, "CORE_REQ_METHOD_NOT_ALLOWED", "METHOD NOT ALLOWED");
  }

  public static Refusal forbidden() {
    return Refusal.of(
        403, "CORE_SESSION_FORBIDDEN", "You don't have permissions to access this endpoint.");
  }

  /**
   * The permit says which attributes there are for the caller, and this is none of them.
   *
   * @param verb what the caller may not do with it
   */
  static Refusal forbiddenAttr(LoadedModule module, Call call, String verb, String attr) {
    return forbiddenAttr(module, call.level(), verb, attr);
  }

  static Refusal forbiddenAttr(LoadedModule module, Level level, String verb, String attr) {
    return Refusal.of(
            403, module.codePrefix(level) + "_FORBIDDEN_ATTR", "You may not %s '%s'.", verb, attr)
        .with(ATTR, attr);
  }

  public static Refusal missingArg(String name) {
    return Refusal.of(
        400,
        "BASE_MODULE_MODULE_MISSING_ATTR",
        "Missing attr '%s' from request on module 'BASE_MODULE_MODULE'.",
        name);
  }

  /**
   * No set of arguments is there as a whole.
   *
   * @param part query or doc
   * @param sets of each set what fails, and why
   */
  static Refusal unmatchedArgs(
      LoadedModule module, Level level, String part, List<Map<String, String>> sets) {
    String failed =
        sets.stream()
            .map(
                set ->
                    set.entrySet().stream()
                        .map(each -> "'" + each.getKey() + "': " + each.getValue())
                        .collect(Collectors.joining(", ", "[", "]")))
            .collect(Collectors.joining(", "));
    return Refusal.of(
        400,
        module.codePrefix(level) + "_INVALID_" + part.toUpperCase(Locale.ROOT),
        "Could not match %s with any of the required %s_args. Failed sets:%s",
        part,
        part,
        failed);
  }

  public static Refusal missingArgs(List<String> names) {
    return Refusal.of(
        400,
        "BASE_MODULE_MODULE_MISSING_ATTR",
        "Missing at least one attr from %s from request on module 'BASE_MODULE_MODULE'.",
        names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "[", "]")));
  }

  /** To level 1 the module's name stays in lower case in this one. */
  public static Refusal missingAttr(LoadedModule module, Call call, String attr) {
    return missingAttr(module, call.level(), call.method(), attr);
  }

  static Refusal missingAttr(LoadedModule module, Level level, String method, String attr) {
    if (level.isFrom(Level.SIX)) {
      return Refusal.of(
          400,
          prefix6(module) + "_MISSING_ATTR",
          "Missing attr '%s' for '%s' request on module '%s'.",
          attr,
          method,
          prefix6(module));
    }
    String name = module.packageName().toUpperCase(Locale.ROOT) + "_" + module.name();
    return Refusal.of(
        400, name + "_MISSING_ATTR", "Missing attr '%s' from request on module '%s'.", attr, name);
  }

  /**
   * The value is not one of its type.
   *
   * @param why more than that, where there is more to say; else empty
   */
  static Refusal invalidAttr(
      LoadedModule module, String path, AttrType<?> type, @Nullable Object given, String why) {
    String name = module.codePrefix();
    return about(
        path,
        type,
        given,
        Refusal.of(
            400,
            name + "_INVALID_ATTR",
            "Invalid value for attr '%s' from request on module '%s'%s.",
            attr(path),
            name,
            why.isEmpty() ? "" : ": " + why));
  }

  /** The same to level 6. */
  static Refusal invalidAttr6(
      LoadedModule module,
      String method,
      String path,
      AttrType<?> type,
      @Nullable Object given,
      String why) {
    return about(
        path,
        type,
        given,
        Refusal.of(
            400,
            prefix6(module) + "_INVALID_ATTR",
            "Invalid attr '%s' of type '%s' with required type '%s' for '%s' request on module"
                + " '%s'%s.",
            path,
            TypeNames6.of(given),
            TypeNames6.of(type),
            method,
            prefix6(module),
            why.isEmpty() ? "" : ": " + why));
  }

  /** In level 1's sentences a member of a list goes by the list's name. */
  private static String attr(String path) {
    return MEMBER.matcher(path).replaceFirst("");
  }

  /** Where the value stands, what it should be, and what it is, for programs; no secret. */
  private static Refusal about(
      String path, AttrType<?> type, @Nullable Object given, Refusal refusal) {
    Refusal told = refusal.with(ATTR, path).with(TYPE, type.word());
    return type instanceof AttrType.SecretType ? told : told.with(VALUE, PlainValues.shown(given));
  }

  /** A refusal without the value that it is about. */
  static Refusal withoutValue(Refusal refusal) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>(refusal.args().values());
    args.remove(VALUE);
    return refusal.with(new Doc(args));
  }

  /** A method that changes files was given an attribute that has none, or that may not be set. */
  static Refusal invalidFileAttr(LoadedModule module, Call call) {
    return complete(module, call, Refusal.badRequest("INVALID_ATTR", "Attr is invalid."));
  }

  /** The same with more to say. */
  public static Refusal invalidAttr(LoadedModule module, String path, String why) {
    String name = module.codePrefix();
    return Refusal.of(
        400,
        name + "_INVALID_ATTR",
        "Invalid value for attr '%s' from request on module '%s': %s.",
        path,
        name,
        why);
  }

  static Refusal unconvertible(
      LoadedModule module, String path, AttrType<?> type, @Nullable Object given) {
    String name = module.codePrefix();
    return about(
        path,
        type,
        given,
        Refusal.of(
            400,
            name + "_INVALID_ATTR",
            "Value for attr '%s' couldn't be converted to '%s' from request on module '%s'.",
            attr(path),
            type.word(),
            name));
  }

  static Refusal unconvertible6(
      LoadedModule module, String method, String path, AttrType<?> type, @Nullable Object given) {
    return about(
        path,
        type,
        given,
        Refusal.of(
            400,
            prefix6(module) + "_CONVERT_INVALID_ATTR",
            "Can't convert attr '%s' of type '%s' to type '%s' for '%s' request on module '%s'.",
            path,
            TypeNames6.of(given),
            TypeNames6.of(type),
            method,
            prefix6(module)));
  }

  /** To level 6 every module goes by its own name. */
  static String prefix6(LoadedModule module) {
    return (module.packageName() + "_" + module.name()).toUpperCase(Locale.ROOT);
  }

  public static Refusal invalidQuery(LoadedModule module, String sentence, Object... values) {
    return Refusal.of(400, module.codePrefix() + "_INVALID_QUERY", sentence, values);
  }

  /** A condition leads into another module and holds for too many of its documents. */
  static Refusal tooManyJoined(LoadedModule module, String path, LoadedModule other, int most) {
    return invalidQuery(
        module,
        "The condition on '%s' holds for more than %d documents of %s: ask for fewer of them.",
        path,
        most,
        other.name());
  }

  /** A document shares what is unique: to level 1 in the module's own words where it has some. */
  public static Refusal duplicate(LoadedModule module, Call call, List<String> attrs) {
    boolean old = !call.level().isFrom(Level.SIX);
    if (old
        && module.spec().duplicate().isPresent()
        && !attrs.equals(List.of(LimpModule.ID.name()))) {
      return complete(module, module.spec().duplicate().get().get());
    }
    return duplicate(module, call.level(), attrs);
  }

  static Refusal duplicate(LoadedModule module, Level level, List<String> attrs) {
    return Refusal.of(
        400,
        module.codePrefix(level) + "_DUPLICATE_DOC",
        "A doc with the same '%s' already exists.",
        String.join(", ", attrs));
  }

  /** Somebody else was faster: the caller may look at the document again. */
  public static Refusal conflict(LoadedModule module, Conflict conflict) {
    return Refusal.of(
            409,
            module.codePrefix() + "_CONFLICT",
            "The document '%s' is of version %d by now.",
            conflict.id(),
            conflict.version())
        .with("_id", conflict.id())
        .with("_ver", conflict.version());
  }

  public static Refusal cannotEdit(LoadedModule module, CannotEdit edit) {
    return invalidAttr(module, edit.path(), edit.why());
  }

  /** The database has no room for it. */
  public static Refusal docTooLarge(LoadedModule module, TooLarge large) {
    return Refusal.of(400, module.codePrefix() + "_DOC_TOO_LARGE", "%s.", large.getMessage())
        .with("_id", large.id());
  }

  public static Refusal systemDoc() {
    return Refusal.of(
        403,
        "CORE_DATA_SYSTEM_DOC",
        "This document belongs to the system: it cannot be deleted or stripped.");
  }

  /** Our own fault: what it was is said in debug mode alone. */
  static Refusal fault(Throwable fault, boolean debug) {
    return debug
        ? Refusal.of(500, "CORE_SERVER_ERROR", "Unexpected error has occured [%s].", fault)
        : Refusal.of(500, "CORE_SERVER_ERROR", "Unexpected error has occured.");
  }

  public static Refusal dataUnavailable() {
    return Refusal.of(503, "CORE_DATA_UNAVAILABLE", "The database is not available at the moment.");
  }
}
