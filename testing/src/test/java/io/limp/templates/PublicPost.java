package io.limp.templates;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import io.limp.core.User;

/** What everybody may see of posts, and do with them. */
public final class PublicPost implements LimpModule {
  private static final Attr<Long> COUNT = integer("count");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("public_post")
        .proxy(Post.class)
        .privileges("moderate")
        .expand(Post.USER, User.class, User.USERNAME)
        .read(
            permit("moderate"),
            anyone()
                .where(Post.STATUS.is("published"))
                .shows(Post.TITLE, Post.CHECKED, Post.USER, Post.PHOTO))
        .create(signedIn().accepts(Post.TITLE, Post.SLUG).set(Post.STATUS, "published"))
        .beforeCreate(call -> call.with(Post.CHECKED, call.doc().get(Post.CHECKED) + ", by proxy"))
        .update(signedIn().where(Post.USER.is(me())).accepts(Post.TITLE, Post.SLUG))
        .retrieveFile(anyone().where(Post.STATUS.is("published")))
        .method(
            "count",
            m ->
                m.permit(anyone())
                    .run(
                        call ->
                            Reply.of(
                                COUNT, call.trusted().read(Post.STATUS.is("published")).total())));
  }
}
