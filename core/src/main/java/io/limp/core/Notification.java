package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import java.time.Instant;

/** What a user is told: each sees, marks and deletes their own. */
public final class Notification implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<Instant> CREATE_TIME = created("create_time");
  public static final Attr<Instant> NOTIFY_TIME = datetime("notify_time").optional();
  public static final Attr<String> TITLE = str("title");
  public static final Attr<Id> CONTENT = id("content");
  public static final Attr<String> STATUS = literal("status", "new", "snooze", "done");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("notification")
        .collection("notifications")
        .attrs(Notification.class)
        .index(USER)
        .read(anyone().where(USER.is(me())))
        .create(permit("create"))
        .beforeCreate(this::notifyNowUnlessLater)
        .update(permit("update").where(USER.is(me())).drop(TITLE, CONTENT))
        .delete(permit("delete").where(USER.is(me())))
        .method("update", m -> m.queryArgs()); // without _id: all of one's own
  }

  private Call notifyNowUnlessLater(Call call) {
    return call.doc().find(NOTIFY_TIME).isPresent() ? call : call.with(NOTIFY_TIME, call.now());
  }
}
