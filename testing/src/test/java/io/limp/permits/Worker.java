package io.limp.permits;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.core.User;

/** People with a salary, which the office sees and others do not. */
public final class Worker implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<String> NAME = str("name");
  public static final Attr<Long> SALARY = integer("salary", n -> n.range(0, 100_000)).optional();
  public static final Attr<String> REMARK = str("remark").optional();
  public static final Attr<Id> BOSS = id("boss").optional();
  public static final Attr<FileRef> PHOTO = file("photo").optional();
  public static final Attr<FileRef> CONTRACT = file("contract").optional();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("worker")
        .collection("workers")
        .attrs(Worker.class)
        .privileges("audit", "meet", "hire")
        .search(NAME, REMARK)
        .expand(USER, User.class, User.NAME)
        .expand(BOSS, Worker.class)
        .diff()
        .read(
            permit("read"),
            permit("audit").where(SALARY.greaterThan(50L)).hides(NAME, REMARK),
            permit("meet").where(SALARY.lessThan(51L)).shows(NAME),
            signedIn().hides(SALARY, REMARK, CONTRACT))
        .create(permit("admin"), permit("hire").accepts(NAME, SALARY), signedIn().drop(SALARY))
        .update(
            permit("admin"),
            permit("audit").accepts(SALARY),
            signedIn().where(USER.is(me())).accepts(NAME, REMARK))
        .delete(permit("admin"), signedIn().where(USER.is(me())))
        .retrieveFile(anyone());
  }
}
