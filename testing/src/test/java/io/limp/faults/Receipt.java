package io.limp.faults;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Find;
import io.limp.api.Limp;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Query;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import java.util.NoSuchElementException;

/** A module whose hooks behind the write ask the database, or fail if the name says so. */
public final class Receipt implements LimpModule {
  static final String REFUSED = "refused behind the write";
  static final String BROKEN = "broken behind the write";

  public static final Attr<String> NAME = Limp.str("name");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("receipt")
        .collection("receipts")
        .attrs(Receipt.class)
        .read(Limp.signedIn())
        .create(Limp.signedIn())
        .afterCreate(Receipt::look)
        .update(Limp.signedIn())
        .afterUpdate(Receipt::look)
        .delete(Limp.signedIn())
        .afterDelete(Receipt::look)
        .method("open", m -> m.permit(Limp.signedIn()).docArgs(NAME).run(Receipt::open));
  }

  private static Reply look(Call call, Reply reply) {
    String name = call.doc().find(NAME).orElse("");
    if (name.equals(REFUSED)) {
      throw Refusal.forbidden("LATE", "That comes late.");
    }
    if (name.equals(BROKEN)) {
      throw new NoSuchElementException("a secret detail");
    }
    call.trusted(Entry.class).read(Find.where(Query.everything()).limit(1));
    return reply;
  }

  /** Code that calls the module itself; nothing is known of what it had in mind. */
  private static Reply open(Call call) {
    return Reply.of(ID, call.module(Receipt.class).create(call.doc()));
  }
}
