package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.MethodSpec;
import io.limp.api.MethodSpec.Kind;
import io.limp.api.Reply;
import io.limp.api.SourceLine;
import io.limp.data.FileHash;
import io.limp.data.TypeRules;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What module code hands on is what the server can keep and answer with. Otherwise its author is
 * told, by the line where the hook or method is declared, before anything is written: a document
 * would be one that its own module cannot read.
 */
final class CheckHandedOn {
  private CheckHandedOn() {}

  /** A doc that a hook has changed: its new values are those of its attributes. */
  static void doc(LoadedModule module, MethodSpec method, Call before, Call after, SourceLine by) {
    if (before.doc().equals(after.doc())
        || (method.kind() != Kind.CREATE && method.kind() != Kind.UPDATE)) {
      return;
    }
    Map<String, @Nullable Object> earlier = before.doc().values();
    after
        .doc()
        .values()
        .forEach(
            (name, value) -> {
              // What was there before, the server has converted; an edit is checked in the writer.
              if (value != null && !value.equals(earlier.get(name)) && !(value instanceof Edit)) {
                value(module, name, value, by);
              }
            });
  }

  private static void value(LoadedModule module, String name, Object value, SourceLine by) {
    Optional<Attr<?>> attr = module.spec().attr(name);
    if (attr.isEmpty() || FileHash.isIn(attr.get().type())) {
      return;
    }
    unwritable(value)
        .ifPresent(
            odd -> {
              throw fault("a hook gave '" + name + "' " + odd, by);
            });
    AttrType<?> type = attr.get().type();
    Optional<String> wrong =
        FitsType.isOne(type, value)
            ? TypeRules.broken(type, value).map(why -> "it may not have: " + why)
            : Optional.of("is no " + type.word());
    wrong.ifPresent(
        why -> {
          throw fault("a hook gave '" + name + "' a value that " + why, by);
        });
  }

  /**
   * What is answered.
   *
   * @param who gave it, as the subject of a sentence
   */
  static void reply(String who, Reply reply, SourceLine by) {
    switch (reply) {
      case Reply.Result(_, Doc args) -> values(who, args, by);
      case Reply.Found(var docs) -> docs.list().forEach(doc -> values(who, doc, by));
      case Reply.CreatedDoc(Doc doc) -> values(who, doc, by);
      default -> {
        // The others have nothing of the author's own.
      }
    }
  }

  private static void values(String who, Doc doc, SourceLine by) {
    unwritable(doc.values())
        .ifPresent(
            odd -> {
              throw fault(who + " answered with " + odd, by);
            });
  }

  private static Optional<String> unwritable(Object value) {
    return Json.unwritable(value)
        .map(odd -> "a " + odd.getClass().getName() + ", which is no plain value");
  }

  private static AuthorsFault fault(String message, SourceLine by) {
    return new AuthorsFault(message, by);
  }
}
