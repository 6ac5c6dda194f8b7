package io.limp.history;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import io.limp.api.Secret;

/** A module with a history, a secret, and a hook that takes out of reads what is for admins. */
public final class Vault implements LimpModule {
  public static final Attr<String> NAME = str("name");
  public static final Attr<Secret> PIN = secret("pin").optional();
  public static final Attr<String> OWNERS_NAME = str("owners_name").optional();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("vault")
        .collection("vaults")
        .attrs(Vault.class)
        .diff()
        .read(permit("read"))
        .create(permit("create"))
        .update(permit("update"))
        .delete(permit("delete"))
        .undelete(permit("delete"))
        .afterRead(Vault::withoutOwner);
  }

  private static Reply withoutOwner(Call call, Reply reply) {
    return reply instanceof Reply.Found(var docs)
            && !call.caller().privileges().allows("vault", "admin")
        ? new Reply.Found(
            docs.with(docs.list().stream().map(doc -> doc.without(OWNERS_NAME)).toList()))
        : reply;
  }
}
