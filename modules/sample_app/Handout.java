package sample_app;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Edit;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.Message;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import java.util.List;
import java.util.Optional;

/** Papers to take home, some for so many readers only. Who has taken one is told to nobody. */
public final class Handout implements LimpModule {
  public static final Attr<LocaleText> TITLE = locale("title");
  public static final Attr<List<FileRef>> PAPERS =
      files("papers", f -> f.types("application/pdf", "image/*").count(0, 10))
          .defaultsTo(List.of());
  public static final Attr<Long> COPIES = integer("copies", n -> n.from(1)).optional();
  public static final Attr<Long> LEFT = integer("left").optional(); // said when it is read
  public static final Attr<List<Id>> TAKERS =
      list("takers", AttrType.id()).defaultsTo(List.of()).hidden();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("handout")
        .collection("handouts")
        .attrs(Handout.class)
        .read(permit("read").atMost(100))
        .afterRead(this::sayLeft)
        .create(permit("create").drop(LEFT, TAKERS))
        .update(permit("update").drop(PAPERS, LEFT, TAKERS))
        .delete(permit("delete"))
        .beforeDelete(this::checkUntaken)
        .retrieveFile(signedIn())
        .beforeRetrieveFile(this::checkLeft)
        .afterRetrieveFile(this::take)
        .createFile(permit("update"))
        .beforeCreateFile(this::checkUntaken)
        .afterCreateFile(this::tellEditors)
        .deleteFile(permit("update"))
        .beforeDeleteFile(this::checkUntaken)
        .afterDeleteFile(this::tellEditors);
  }

  /** Readers see how many are left, not how many have gone. */
  private Reply sayLeft(Call call, Reply reply) {
    return reply instanceof Reply.Found(Docs docs)
        ? new Reply.Found(docs.with(docs.list().stream().map(this::withLeft).toList()))
        : reply;
  }

  private Doc withLeft(Doc handout) {
    long taken = handout.find(TAKERS).map(List::size).orElse(0);
    return handout
        .find(COPIES)
        .map(copies -> handout.with(LEFT, Math.max(0, copies - taken)))
        .orElse(handout);
  }

  /** Whoever has a copy may fetch it again. */
  private Call checkLeft(Call call) {
    for (Doc handout : call.trusted(Handout.class).read(call.find().where())) {
      boolean mine = handout.get(TAKERS).contains(call.caller().user());
      if (!mine && handout.find(LEFT).equals(Optional.of(0L))) {
        throw Refusal.forbidden("NONE_LEFT", "All copies have been taken.");
      }
    }
    return call;
  }

  private Reply take(Call call, Reply reply) {
    if (reply instanceof Reply.NotFound) {
      return reply;
    }
    Edit taken = new Edit.Append(List.of(call.caller().user()), true);
    Doc change = Doc.empty().withPlain(TAKERS.name(), taken);
    call.trusted(Handout.class).update(call.find().where(), change);
    return reply;
  }

  /** All who have taken a copy have the same. */
  private Call checkUntaken(Call call) {
    for (Doc handout : call.trusted(Handout.class).read(call.find().where())) {
      if (!handout.get(TAKERS).isEmpty()) {
        throw Refusal.badRequest("TAKEN", "Readers have copies of %s already.", handout.id());
      }
    }
    return call;
  }

  private Reply tellEditors(Call call, Reply reply) {
    String subject = call.text("papers_changed", "en_AE");
    call.send(Message.email("editors@example.com").subject(subject));
    return reply;
  }
}
