package io.limp.sdk;

import io.limp.api.Id;
import io.limp.api.MethodSpec;
import io.limp.api.Permit;
import io.limp.api.Query;
import io.limp.api.Secret;
import io.limp.api.Value;
import io.limp.call.LoadedModule;
import io.limp.data.QueryText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who may call a method, in words. */
final class PermitText {
  private PermitText() {}

  /** In one sentence. */
  static String of(LoadedModule module, MethodSpec method) {
    List<String> all = lines(module, method);
    return all.isEmpty()
        ? "For jobs and other modules alone: no client may call it."
        : "May be called by: " + String.join("; else ", all) + ".";
  }

  /** One a permit, in the order in which they are tried. */
  static List<String> lines(LoadedModule module, MethodSpec method) {
    return method.permits().stream().map(permit -> line(module, permit)).toList();
  }

  private static String line(LoadedModule module, Permit permit) {
    List<String> words = new ArrayList<>();
    words.add(
        switch (permit.who()) {
          case ANYONE -> "everybody";
          case SIGNED_IN -> "who has signed in";
          case PRIVILEGED ->
              "who has the privilege `%s` on `%s`".formatted(permit.privilege(), module.name());
        });
    if (!permit.where().equals(Query.everything())) {
      words.add("for documents with `" + QueryText.of(permit.where()) + "`");
    }
    // The permit keeps these in no order of its own.
    new TreeMap<>(permit.set())
        .forEach((attr, value) -> words.add("`%s` is set to `%s`".formatted(attr, text(value))));
    addNames(words, permit.drop(), " is not theirs to set", " are not theirs to set");
    addNames(words, permit.keep(), " may be set too", " may be set too");
    if (!permit.accepts().isEmpty()) {
      words.add("may set " + names(permit.accepts()) + " alone");
    }
    permit.most().ifPresent(most -> words.add("at most " + most + " in one answer"));
    if (!permit.shows().isEmpty()) {
      words.add("sees " + names(permit.shows()) + " alone");
    }
    if (!permit.hides().isEmpty()) {
      words.add("does not see " + names(permit.hides()));
    }
    return String.join(", ", words);
  }

  private static void addNames(List<String> words, Set<String> names, String one, String several) {
    if (!names.isEmpty()) {
      words.add(names(names) + (names.size() == 1 ? one : several));
    }
  }

  private static String names(Set<String> names) {
    return new TreeSet<>(names)
        .stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private static String text(Value<?> value) {
    return switch (value) {
      case Value.Me _ -> "me()";
      case Value.Now _ -> "now()";
      case Value.Constant<?> constant ->
          switch (constant.plain()) {
            case Secret _ -> "a secret";
            case Id id -> id.toString();
            case null, default -> Tree.line(constant.plain());
          };
    };
  }
}
