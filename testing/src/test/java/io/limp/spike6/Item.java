package io.limp.spike6;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.created;
import static io.limp.api.Limp.integer;
import static io.limp.api.Limp.str;

import io.limp.api.Attr;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import java.time.Instant;

/** The plainest module of the recorded servers. */
public final class Item implements LimpModule {
  public static final Attr<String> NAME = str("name");
  public static final Attr<Long> NUM = integer("num").optional();
  public static final Attr<Instant> CREATE_TIME = created("create_time");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("item")
        .collection("items")
        .attrs(Item.class)
        .read(anyone())
        .create(anyone())
        .update(anyone())
        .delete(anyone());
  }
}
