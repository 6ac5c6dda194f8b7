package io.limp.boot;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.MethodArgs;
import io.limp.api.MethodSpec;
import io.limp.api.ModuleSpec;
import io.limp.api.Permit;
import io.limp.api.SourceLine;
import io.limp.api.Value;
import io.limp.call.LoadedModule;
import io.limp.data.FileHash;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The mistakes in one method of a module: its permits, its arguments, its hooks. */
final class MethodCheck {
  /** What the server itself answers on every module that keeps documents. */
  private static final Set<String> SERVER_METHODS = Set.of("watch", "explain");

  private final LoadedPackage home;
  private final LoadedModule module;
  private final ModuleSpec spec;
  private final MethodSpec method;
  private final PathCheck paths;
  private final Problems problems;

  MethodCheck(
      LoadedPackage home,
      LoadedModule module,
      MethodSpec method,
      PathCheck paths,
      Problems problems) {
    this.home = home;
    this.module = module;
    this.spec = module.spec();
    this.method = method;
    this.paths = paths;
    this.problems = problems;
  }

  void run() {
    if (method.kind() == MethodSpec.Kind.UNDO) {
      return; // the server's own, by the permits of update and delete
    }
    checkName();
    if (method.kind() == MethodSpec.Kind.OWN && method.action().isEmpty()) {
      checkMissingAction();
      return; // what else is wrong follows from this
    }
    if (method.permits().isEmpty() && !isJob()) {
      warning(method.source(), "nobody can call it: it has no permit");
    }
    checkKind();
    checkArgs();
    method.permits().forEach(this::checkPermit);
    if (method.kind() == MethodSpec.Kind.DELETE) {
      spec.forcePermits().ifPresent(permits -> permits.forEach(this::checkPermit));
    }
  }

  /** The clock needs no permit. */
  private boolean isJob() {
    return home.spec().jobs().stream()
        .flatMap(job -> job.call().stream())
        .anyMatch(
            call ->
                call.module() == module.module().getClass() && call.method().equals(method.name()));
  }

  private void checkName() {
    if (!ModuleCheck.NAME.matcher(method.name()).matches()) {
      error(
          method.source(), method.name(), "this is no name for a method: " + ModuleCheck.NAME_RULE);
    } else if (SERVER_METHODS.contains(method.name())) {
      error(method.source(), method.name(), "the server has a method of that name on every module");
    }
  }

  private void checkMissingAction() {
    List<String> base =
        List.of(
            "read",
            "create",
            "update",
            "delete",
            "undelete",
            "retrieve_file",
            "create_file",
            "delete_file");
    if (base.contains(method.name())) {
      error(
          method.source(),
          method.name(),
          "there are words on it, but "
              + spec.name()
              + " has no such method; ."
              + word()
              + "(...) adds it");
    } else if (!method.before().isEmpty() || !method.after().isEmpty()) {
      error(
          method.source(),
          method.name(),
          "it has hooks but nothing that runs; .run(...) says what");
    } else {
      error(method.source(), method.name(), "nothing runs; .run(...) says what");
    }
  }

  private String word() {
    return method.name().endsWith("_file") ? method.name().replace("_file", "File") : method.name();
  }

  private void checkKind() {
    boolean base = method.kind() != MethodSpec.Kind.OWN;
    boolean virtual = home.origin() instanceof Origin.BuiltIn; // of which the server knows
    if (base && spec.collection().isEmpty() && !virtual) {
      error(
          method.source(),
          word(),
          spec.name() + " keeps no documents; .collection(\"...\") says where it would");
    }
    if (method.kind().isOfFiles()
        && spec.attrs().stream().noneMatch(attr -> FileHash.isIn(attr.type()))) {
      warning(method.source(), spec.name() + " has no attribute that is a file");
    } else if (method.kind() == MethodSpec.Kind.DELETE_FILE
        && spec.attrs().stream().noneMatch(attr -> isListOfFiles(attr.type()))) {
      warning(method.source(), spec.name() + " has no attribute that is a list of files");
    }
    if (method.httpGet()
        && method.kind() != MethodSpec.Kind.READ
        && method.kind() != MethodSpec.Kind.RETRIEVE_FILE
        && method.kind() != MethodSpec.Kind.OWN) {
      error(method.source(), word(), "a GET must change nothing: browsers and proxies repeat it");
    }
  }

  private static boolean isListOfFiles(AttrType<?> type) {
    return type instanceof AttrType.ListOf<?> list && list.of() instanceof AttrType.File;
  }

  private void checkArgs() {
    List<Attr<?>> docArgs = all(method.docNeeds());
    List<Attr<?>> queryArgs = all(method.queryNeeds());
    checkArgNames("doc", method.docNeeds());
    checkArgNames("query", method.queryNeeds());
    if (method.kind() != MethodSpec.Kind.OWN && !method.kind().isOfFiles()) {
      for (Attr<?> arg : docArgs) {
        if (spec.attr(arg.name()).isEmpty()) {
          error(method.source(), arg.name(), "doc args: " + paths.noAttr(spec, arg.name()));
        }
      }
      for (Attr<?> arg : queryArgs) {
        if (spec.attr(arg.name()).isEmpty()) {
          error(method.source(), arg.name(), "query args: " + paths.noAttr(spec, arg.name()));
        }
      }
    }
    if (method.reach() == MethodSpec.Reach.GET && !docArgs.isEmpty()) {
      error(method.source(), "docArgs", "a GET brings no doc, so it can have no doc args");
    }
    if (method.reach() != MethodSpec.Reach.WEBSOCKET) {
      checkPaths();
    }
  }

  /** Over HTTP the query's arguments are the parts of a path, one path for each set. */
  private void checkPaths() {
    Set<Integer> lengths = new HashSet<>();
    for (List<Attr<?>> set : method.queryNeeds().sets()) {
      if (!lengths.add(set.size())) {
        warning(
            method.source(),
            "two of its sets have "
                + set.size()
                + " query args: a path that fits both is taken for the first");
      }
      for (Attr<?> arg : set) {
        if (FileHash.isIn(arg.type())) {
          error(
              method.source(),
              arg.name(),
              "a path gives texts, so " + arg.name() + " cannot be a file");
        }
      }
    }
  }

  /** Each argument once. */
  private static List<Attr<?>> all(MethodArgs args) {
    return Stream.concat(args.sets().stream().flatMap(List::stream), args.oneOf().stream())
        .<Attr<?>>map(arg -> arg)
        .distinct()
        .toList();
  }

  private void checkArgNames(String part, MethodArgs args) {
    Map<String, Attr<?>> seen = new HashMap<>();
    for (List<Attr<?>> set : args.sets()) {
      List<String> names =
          Stream.concat(set.stream(), args.oneOf().stream()).map(Attr::name).toList();
      names.stream()
          .filter(name -> Collections.frequency(names, name) > 1)
          .findFirst()
          .ifPresent(
              name -> error(method.source(), name, "two " + part + " args are called " + name));
    }
    for (Attr<?> arg : args.every()) {
      Attr<?> other = seen.putIfAbsent(arg.name(), arg);
      if (other != null && !other.type().equals(arg.type())) {
        error(
            method.source(),
            arg.name(),
            "the %s arg %s is %s in one set and %s in another"
                .formatted(part, arg.name(), other.type().word(), arg.type().word()));
        return;
      }
    }
  }

  private void checkPermit(Permit permit) {
    if (permit.who() == Permit.Who.PRIVILEGED && !spec.privileges().contains(permit.privilege())) {
      error(
          permit.source(),
          permit.privilege(),
          NearestName.sentence("privilege", permit.privilege(), spec.name(), spec.privileges()));
    }
    for (PathCheck.Wrong wrong : paths.wrong(spec, permit.where())) {
      error(permit.source(), wrong.word(), wrong.sentence());
    }
    if (permit.most().isPresent() && method.kind() != MethodSpec.Kind.READ) {
      error(permit.source(), "atMost", "atMost: only a read gives pages");
    }
    checkNames("set", permit.set().keySet(), permit);
    checkNames("drop", permit.drop(), permit);
    checkNames("keep", permit.keep(), permit);
    checkNames("shows", permit.shows(), permit);
    checkNames("hides", permit.hides(), permit);
    checkNames("accepts", permit.accepts(), permit);
    checkAccepted(permit);
    permit.set().forEach((name, value) -> checkForced(name, value, permit));
    for (String name : permit.keep()) {
      if (spec.attr(name).filter(MethodCheck::isGivenFreely).isPresent()) {
        warning(
            permit.source(), "keep: " + name + " is given by the caller anyway, not by the server");
      }
    }
  }

  /** Whatever it accepts, what the method cannot do without must be given or set. */
  private void checkAccepted(Permit permit) {
    Stream<Attr<?>> needed =
        method.kind() == MethodSpec.Kind.CREATE
            ? spec.attrs().stream().filter(attr -> !attr.isOptional())
            : method.docNeeds().sets().getFirst().stream().filter(this::isAlwaysNeeded);
    List<String> refused =
        needed
            .map(Attr::name)
            .filter(name -> !permit.accepts(name) && !permit.set().containsKey(name))
            .toList();
    if (!refused.isEmpty()) {
      error(
          permit.source(),
          "accepts",
          "nobody can call it this way: "
              + String.join(" and ", refused)
              + (refused.size() == 1 ? " must be given but is" : " must be given but are")
              + " not accepted");
    }
  }

  private boolean isAlwaysNeeded(Attr<?> arg) {
    return method.docNeeds().sets().stream()
        .allMatch(set -> set.stream().anyMatch(each -> each.name().equals(arg.name())));
  }

  private static boolean isGivenFreely(Attr<?> attr) {
    return attr.source() == Attr.Source.DOC && !attr.isWriteOnce();
  }

  private void checkNames(String word, Collection<String> names, Permit permit) {
    List<Attr<?>> args = all(method.docNeeds());
    for (String name : names) {
      boolean argument = args.stream().anyMatch(arg -> arg.name().equals(name));
      if (!argument && spec.attr(name).isEmpty()) {
        error(permit.source(), name, word + ": " + paths.noAttr(spec, name));
      }
    }
  }

  private void checkForced(String name, Value<?> value, Permit permit) {
    if (value instanceof Value.Constant<?> constant
        && constant.plain() instanceof String text
        && spec.attr(name).map(Attr::type).orElse(null) instanceof AttrType.Literal literal
        && !literal.values().contains(text)) {
      error(
          permit.source(),
          text,
          "set: " + NearestName.sentence("value", text, name, literal.values()));
    }
  }

  private void error(SourceLine source, String word, String sentence) {
    problems.error(
        home.place(module, source, word), spec.name() + "." + method.name() + ": " + sentence);
  }

  private void warning(SourceLine source, String sentence) {
    if (home.origin() instanceof Origin.BuiltIn) {
      return; // the built-in modules mean it so, and whoever reads this cannot change them
    }
    problems.warning(
        home.place(module, source).pointingAt(word()),
        spec.name() + "." + method.name() + ": " + sentence);
  }
}
