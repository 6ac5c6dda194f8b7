package sample_app;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Message;
import io.limp.api.ModuleSpec;
import io.limp.api.Query;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.core.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What readers say to a post: whoever may read the post reads its comments, oldest first. */
public final class Comment implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<Id> POST = id("post").writeOnce();
  public static final Attr<String> TEXT = str("text", t -> t.length(1, 2000));
  public static final Attr<Boolean> HELD = bool("held").optional();
  public static final Attr<Instant> EDITED = datetime("edited").optional();
  public static final Attr<Instant> CREATE_TIME = created("create_time");

  /** The caller may read the post, and the comment is not held back. */
  private static final Query VISIBLE =
      allOf(
          HELD.isNot(true),
          anyOf(
              POST.then(Blog.USER).is(me()),
              allOf(POST.then(Blog.STATUS).is("published"), granted(POST.then(Blog.ACCESS)))));

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("comment")
        .collection("comments")
        .attrs(Comment.class)
        .index(POST, CREATE_TIME)
        .expand(USER, User.class, e -> e.shows(User.NAME).forced())
        .expand(POST, Blog.class, e -> e.shows(Blog.TITLE, Blog.USER).nested().onRequest())
        .read(permit("read"), anyone().where(VISIBLE).atMost(100))
        .beforeRead(this::oldestFirst)
        .create(permit("create").drop(HELD, EDITED))
        .beforeCreate(this::checkPost)
        .afterCreate(this::mailAuthor)
        .update(
            permit("update").accepts(HELD),
            signedIn().where(USER.is(me())).drop(HELD, EDITED).set(EDITED, now()))
        .delete(
            permit("delete"), signedIn().where(anyOf(USER.is(me()), POST.then(Blog.USER).is(me()))))
        .afterUpdate(this::settleReports)
        .afterDelete(this::settleReports);
  }

  private Call oldestFirst(Call call) {
    Find find = call.find();
    return find.sort().isEmpty() ? call.withFind(find.sorted(CREATE_TIME.ascending())) : call;
  }

  /** Read as the caller: nobody comments on what they may not read. */
  private Call checkPost(Call call) {
    Id post = call.doc().get(POST);
    if (call.module(Blog.class).read(ID.is(post)).isEmpty()) {
      throw Refusal.badRequest("INVALID_POST", "There is no post %s.", post);
    }
    return call;
  }

  /** In a language that the author knows. */
  private Reply mailAuthor(Call call, Reply reply) {
    for (Doc post : call.trusted(Blog.class).read(ID.is(call.doc().get(POST)))) {
      for (Doc author : call.trusted(User.class).read(ID.is(post.get(Blog.USER)))) {
        String subject = call.text("commented", author.find(User.LOCALE).orElse("en_AE"));
        call.send(Message.email(author.get(User.EMAIL)).subject(subject));
      }
    }
    return reply;
  }

  /** What was reported of a comment is settled once it is released or deleted. */
  private Reply settleReports(Call call, Reply reply) {
    List<Id> settled =
        switch (reply) {
          case Reply.Deleted(List<Id> ids) -> ids;
          case Reply.Updated(List<Id> ids, _)
              when call.doc().find(HELD).equals(Optional.of(false)) ->
              ids;
          default -> List.of();
        };
    call.trusted(Report.class).delete(Report.ABOUT.in(settled));
    return reply;
  }
}
