package io.limp.faults;

import io.limp.api.Attr;
import io.limp.api.Id;
import io.limp.api.Limp;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;

/** One line of an account, written whenever the account is. */
public final class Entry implements LimpModule {
  public static final Attr<Id> ACCOUNT = Limp.id("account");
  public static final Attr<String> TEXT = Limp.str("text");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("entry")
        .collection("entries")
        .attrs(Entry.class)
        .read(Limp.anyone())
        .create()
        .update()
        .delete();
  }
}
