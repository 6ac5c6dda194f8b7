package io.limp.faults;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.FileRef;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Limp;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import io.limp.core.User;
import java.util.List;

/** A module whose hooks write, and whose own method writes two documents. */
public final class Account implements LimpModule {
  public static final Attr<Id> USER = Limp.owner("user");
  public static final Attr<String> NAME = Limp.str("name");
  public static final Attr<Long> BALANCE = Limp.integer("balance").defaultsTo(0L);
  public static final Attr<String> NUMBER = Limp.counter("number", "A-{n}");
  public static final Attr<List<FileRef>> PAPERS =
      Limp.list("papers", new AttrType.File(List.of())).optional();

  private static final Attr<Id> FROM = Limp.id("from");
  private static final Attr<Id> TO = Limp.id("to");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("account")
        .collection("accounts")
        .attrs(Account.class)
        .expand(USER, User.class, User.NAME)
        .read(Limp.signedIn())
        .create(Limp.signedIn())
        .beforeCreate(this::open)
        .update(Limp.signedIn())
        .beforeUpdate(call -> noted(call, "changed"))
        .delete(Limp.signedIn())
        .beforeDelete(call -> noted(call, "closed"))
        .method("move", m -> m.permit(Limp.signedIn()).docArgs(FROM, TO).run(this::move));
  }

  private Call open(Call call) {
    Id id = Id.next(call.now());
    return call.with(ID, id).together(call.trustedBatch().create(Entry.class, entry(id, "opened")));
  }

  private static Call noted(Call call, String text) {
    Call noted = call;
    for (Doc account : call.trusted(Account.class).read(Find.where(call.find().where()))) {
      noted = noted.together(call.trustedBatch().create(Entry.class, entry(account.id(), text)));
    }
    return noted;
  }

  private static Doc entry(Id account, String text) {
    return Doc.of(Entry.ACCOUNT, account).with(Entry.TEXT, text);
  }

  private Reply move(Call call) {
    Id from = call.doc().get(FROM);
    Id to = call.doc().get(TO);
    call.batch()
        .update(Account.class, ID.is(from), BALANCE, new Edit.Add(-5L))
        .update(Account.class, ID.is(to), BALANCE, new Edit.Add(5L))
        .commit();
    return Reply.of(FROM, from);
  }
}
