package io.limp.types;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;
import java.util.concurrent.atomic.AtomicReference;

/** A module whose documents are numbered in every way. */
final class Invoice implements LimpModule {
  static final AtomicReference<String> OFFICE = new AtomicReference<>("DXB");

  static final Attr<String> NUMBER = counter("number", "INV-{year}-{n:05}");
  static final Attr<String> TICKET = counter("ticket", "{branch}/{n}");
  static final Attr<String> SERIAL =
      counter("serial", "{office}{month}{n:03}", c -> c.value("office", OFFICE::get).countingOn());
  static final Attr<String> BRANCH = str("branch").defaultsTo("main");
  static final Attr<String> CODE = str("code").optional();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("invoice")
        .collection("invoices")
        .attrs(NUMBER, TICKET, SERIAL, BRANCH, CODE)
        .unique(CODE)
        .create(permit("admin").keep(NUMBER), anyone())
        .beforeCreate(
            call -> {
              if (call.doc().find(CODE).filter("refused"::equals).isPresent()) {
                throw Refusal.badRequest("REFUSED", "Not this one.");
              }
              return call;
            })
        .read(anyone())
        .update(anyone())
        .delete(anyone());
  }
}
