package io.limp.history;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;

/** A module with a history that has hooks, values that are given once, and no word for undelete. */
public final class Ledger implements LimpModule {
  public static final Attr<String> NAME = str("name");
  public static final Attr<String> NUMBER = str("number").optional().writeOnce();
  public static final Attr<Long> AMOUNT = integer("amount").optional();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("ledger")
        .collection("ledgers")
        .attrs(Ledger.class)
        .privileges("book")
        .diff()
        .read(permit("read"))
        .create(permit("create"))
        .update(permit("update"), permit("book").accepts(AMOUNT))
        .delete(permit("delete"))
        .beforeUpdate(Ledger::refuseFrozen);
  }

  private static Call refuseFrozen(Call call) {
    if (call.doc().find(NAME).filter("frozen"::equals).isPresent()) {
      throw Refusal.badRequest("FROZEN", "A ledger cannot be called frozen.");
    }
    return call;
  }
}
