package io.limp.files;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.bool;
import static io.limp.api.Limp.files;
import static io.limp.api.Limp.permit;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.FileRef;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.core.User;
import java.util.List;
import java.util.NoSuchElementException;

/** Files behind hooks: names say what becomes of a retrieval, and visitors see the open ones. */
public final class Showcase implements LimpModule {
  static final String REFUSED_BEFORE = "refused-before.txt";
  static final String BROKEN_BEFORE = "broken-before.txt";
  static final String NULL_BEFORE = "null-before.txt";
  static final String REFUSED_AFTER = "refused-after.txt";
  static final String BROKEN_AFTER = "broken-after.txt";
  static final String REPLACED = "replaced.txt";

  public static final Attr<Boolean> OPEN = bool("open");
  public static final Attr<List<FileRef>> FILES = files("files");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("showcase")
        .collection("showcases")
        .attrs(Showcase.class)
        .read(permit("read"))
        .create(permit("create"))
        .retrieveFile(anyone())
        .beforeRetrieveFile(Showcase::asNamed, Showcase::openAlone)
        .afterRetrieveFile(Showcase::asNamed);
  }

  private static Call asNamed(Call call) {
    return switch (call.args().find(ModuleSpec.FILE_NAME).orElse("")) {
      case REFUSED_BEFORE -> throw Refusal.forbidden("NOT_TODAY", "Come back tomorrow.");
      case BROKEN_BEFORE -> throw new NoSuchElementException("a secret detail");
      case NULL_BEFORE -> nothing();
      default -> call;
    };
  }

  @SuppressWarnings({"NullAway", "DataFlowIssue"}) // what authors do all the same
  private static Call nothing() {
    return null;
  }

  private static Call openAlone(Call call) {
    return call.caller().user().equals(User.ADMIN)
        ? call
        : call.withFind(call.find().and(OPEN.is(true)));
  }

  private static Reply asNamed(Call call, Reply reply) {
    String name = reply instanceof Reply.Content(FileRef file) ? file.name() : "";
    return switch (name) {
      case REFUSED_AFTER -> throw Refusal.notFound("SOLD", "This one is sold.");
      case BROKEN_AFTER -> throw new NoSuchElementException("a secret detail");
      case REPLACED -> new Reply.Text("in its place", "text/plain; charset=utf-8");
      default -> reply;
    };
  }
}
