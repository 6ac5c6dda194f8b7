package sample_app;

import static io.limp.api.Limp.*;

import io.limp.api.Access;
import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.Message;
import io.limp.api.ModuleSpec;
import io.limp.api.Query;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.core.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Posts. Visitors read what is published and shared with them; authors also see their own. */
public final class Blog implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<String> STATUS =
      literal("status", "draft", "pending", "rejected", "published").defaultsTo("draft");
  public static final Attr<LocaleText> TITLE = locale("title");
  public static final Attr<String> PERMALINK = str("permalink").optional();
  public static final Attr<LocaleText> CONTENT = locale("content");
  public static final Attr<List<String>> TAGS = list("tags", AttrType.str()).defaultsTo(List.of());
  public static final Attr<Id> CAT = id("cat").optional();
  public static final Attr<Access> ACCESS = access("access").defaultsTo(Access.EVERYONE);
  public static final Attr<Instant> CREATE_TIME = created("create_time");

  /** What somebody without the privilege to read all posts may see. */
  private static final Query VISIBLE =
      anyOf(USER.is(me()), allOf(STATUS.is("published"), granted(ACCESS)));

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("blog")
        .collection("blogs")
        .attrs(Blog.class)
        .privileges("publish")
        .unique(PERMALINK)
        .index(USER)
        .index(STATUS, CREATE_TIME)
        .search(TITLE, CONTENT, TAGS)
        .expand(USER, User.class, User.NAME)
        .expand(CAT, BlogCat.class)
        .diff()
        .read(permit("read"), anyone().where(VISIBLE))
        .create(permit("create"))
        .beforeCreate(this::checkCat, this::fillPermalink, this::tellEditors)
        .update(permit("admin").keep(USER), permit("update").where(USER.is(me())).drop(PERMALINK))
        .beforeUpdate(this::checkCat)
        .delete(permit("admin"), permit("delete").where(USER.is(me())))
        .method(
            "post",
            m ->
                m.permit(anyone())
                    .get()
                    .queryArgs(PERMALINK)
                    .returns(TITLE, CONTENT)
                    .run(this::post))
        .method(
            "publish",
            m ->
                m.permit(permit("publish")).queryArgs(ID).orQueryArgs(PERMALINK).run(this::publish))
        .method("drop_drafts", m -> m.run(this::dropDrafts));
  }

  private Call checkCat(Call call) {
    call.doc()
        .find(CAT)
        .filter(cat -> call.trusted(BlogCat.class).read(ID.is(cat)).isEmpty())
        .ifPresent(
            cat -> {
              throw Refusal.badRequest("INVALID_CAT", "There is no blog category %s.", cat);
            });
    return call;
  }

  /** The editors hear of a post that waits for them; the e-mail goes when the post is written. */
  private Call tellEditors(Call call) {
    if (call.doc().find(STATUS).equals(Optional.of("pending"))) {
      String subject = call.text("post_waits", "en_AE");
      call.send(Message.email("editors@example.com").subject(subject));
    }
    return call;
  }

  /** {@code GET /blog/post/a-permalink}: for who has a link to it, and may read it. */
  private Reply post(Call call) {
    Query linked = PERMALINK.is(call.args().get(PERMALINK));
    return call.module(Blog.class).call("read", Find.where(linked), Doc.empty());
  }

  /** For an editor who may publish, but not write. */
  private Reply publish(Call call) {
    Doc args = call.args();
    Query post = args.has(ID) ? ID.is(args.get(ID)) : PERMALINK.is(args.get(PERMALINK));
    List<Id> published = call.trusted(Blog.class).update(post, Doc.of(STATUS, "published"));
    return new Reply.Updated(published, published.size());
  }

  /** A job: drafts that nobody has finished within a year go. */
  private Reply dropDrafts(Call call) {
    Instant lastYear = call.now().minus(Duration.ofDays(365));
    call.trusted(Blog.class).delete(allOf(STATUS.is("draft"), CREATE_TIME.lessThan(lastYear)));
    return new Reply.Empty();
  }

  /** A post without a permalink gets the words of its title, and a number that no other has. */
  private Call fillPermalink(Call call) {
    Optional<LocaleText> texts = call.doc().find(TITLE);
    if (texts.isEmpty() || call.doc().find(PERMALINK).isPresent()) {
      return call; // the server itself refuses a post without a title
    }
    String title = texts.get().texts().values().stream().findFirst().orElse("");
    String words = title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    return call.with(PERMALINK, words.replace(' ', '-') + "-" + Id.next(call.now()));
  }
}
