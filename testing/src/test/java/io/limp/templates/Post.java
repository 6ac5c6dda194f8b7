package io.limp.templates;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.core.User;
import java.util.Optional;

/** What {@link PublicPost} is another way to. */
public final class Post implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<String> TITLE = str("title", t -> t.length(1, 20));
  public static final Attr<String> SLUG = str("slug").optional().writeOnce();
  public static final Attr<String> STATUS =
      literal("status", "draft", "published").defaultsTo("draft");
  public static final Attr<String> KEY = str("key").defaultsTo("k3y").hidden();
  public static final Attr<String> CHECKED = str("checked").optional();
  public static final Attr<FileRef> PHOTO = file("photo").optional();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("post")
        .collection("posts")
        .attrs(Post.class)
        .unique(SLUG)
        .expand(USER, User.class, User.NAME)
        .diff()
        .read(permit("read"))
        .create(permit("create"))
        .beforeCreate(this::check)
        .update(permit("update"))
        .beforeUpdate(this::check)
        .afterRead(this::told)
        .delete()
        .retrieveFile(permit("read"));
  }

  /** Lets nothing by that it does not like. */
  private Call check(Call call) {
    if (call.doc().find(TITLE).equals(Optional.of("rude"))) {
      throw Refusal.badRequest("RUDE", "That is rude.");
    }
    return call.with(CHECKED, "by post for " + call.module());
  }

  private Reply told(Call call, Reply reply) {
    return reply;
  }
}
