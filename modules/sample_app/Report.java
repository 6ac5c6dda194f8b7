package sample_app;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Query;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.core.Notification;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What readers find amiss with a post, an album or a comment. Editors do not see who it was. */
public final class Report implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<String> KIND = literal("kind", "blog", "album", "comment");
  public static final Attr<Id> ABOUT = id("about");
  public static final Attr<String> REASON = literal("reason", "spam", "insult", "theft").optional();
  public static final Attr<String> TEXT = str("text", t -> t.length(1, 1000)).optional();
  public static final Attr<Instant> CREATE_TIME = created("create_time");

  private static final Attr<String> ANSWER = str("answer");
  private static final Attr<Long> OPEN = integer("open");
  private static final Map<String, Class<? extends LimpModule>> MODULES =
      Map.of("blog", Blog.class, "album", Album.class, "comment", Comment.class);
  private static final int ENOUGH = 3;

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("report")
        .collection("reports")
        .attrs(Report.class)
        .unique(USER, ABOUT)
        .onDuplicate(() -> Refusal.badRequest("REPORTED", "You have reported this already."))
        .index(ABOUT)
        .expandBy(
            ABOUT,
            KIND,
            e ->
                e.to(Blog.class, Blog.TITLE)
                    .to(Album.class, Album.TITLE)
                    .to(Comment.class, Comment.TEXT, Comment.USER)
                    .nested())
        .read(permit("admin"), permit("read").hides(USER))
        .create(permit("create"))
        .method(
            "create", m -> m.anyDocArg(REASON, TEXT).before(this::checkAbout).after(this::holdBack))
        .delete(permit("delete"))
        .method(
            "count",
            m -> m.permit(permit("read")).optionalQueryArgs(KIND).returns(OPEN).run(this::count))
        .method(
            "settle",
            m ->
                m.permit(permit("delete")).queryArgs(ID).optionalDocArgs(ANSWER).run(this::settle));
  }

  /** Level 1 takes any text for a literal, so the kind may be none. */
  private Call checkAbout(Call call) {
    String kind = call.doc().get(KIND);
    Id about = call.doc().get(ABOUT);
    Class<? extends LimpModule> module = MODULES.get(kind);
    if (module == null || call.module(module).read(ID.is(about)).isEmpty()) {
      throw Refusal.badRequest("INVALID_ABOUT", "There is no %s %s.", kind, about);
    }
    return call;
  }

  /** A comment that several readers have reported waits for the editors. */
  private Reply holdBack(Call call, Reply reply) {
    Id about = call.doc().get(ABOUT);
    if (call.trusted(Report.class).read(ABOUT.is(about)).total() >= ENOUGH) {
      call.trusted(Comment.class).update(ID.is(about), Doc.of(Comment.HELD, true));
    }
    return reply;
  }

  private Reply count(Call call) {
    Query asked = call.args().find(KIND).map(KIND::is).orElse(Query.everything());
    return Reply.of(OPEN, call.trusted(Report.class).read(Find.where(asked).limit(1)).total());
  }

  /** The report is done; an answer goes to whoever has reported it. */
  private Reply settle(Call call) {
    Query which = ID.is(call.args().get(ID));
    Optional<String> answer = call.doc().find(ANSWER);
    for (Doc report : call.trusted(Report.class).read(which)) {
      if (answer.isPresent()) {
        call.trusted(Notification.class)
            .create(
                Doc.of(Notification.USER, report.get(USER))
                    .with(Notification.TITLE, answer.get())
                    .with(Notification.CONTENT, report.get(ABOUT))
                    .with(Notification.STATUS, "new"));
      }
    }
    return new Reply.Deleted(call.trusted(Report.class).delete(which));
  }
}
