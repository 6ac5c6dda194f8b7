package io.limp.reference;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import io.limp.core.Group;
import io.limp.core.User;
import java.time.Instant;
import java.util.List;

/** Methods of each way in, with arguments of each kind, and attributes of many types. */
public final class EveryWayIn implements LimpModule {
  public static final Attr<Id> OWNER = owner("owner");
  public static final Attr<String> NUMBER = counter("number", "N-{year}-{n:05}");
  public static final Attr<Instant> AT = datetime("at").defaultsTo(Instant.EPOCH);
  public static final Attr<String> CODE =
      str("code", text -> text.length(3, 6).pattern("[A-Z]{2}(?:-[0-9]+|x)")).writeOnce();
  public static final Attr<String> NOTE = str("note").optional().hidden();
  public static final Attr<List<Id>> GROUPS = list("groups", AttrType.id()).optional();
  public static final Attr<Object> PLACE =
      union("place", AttrType.geo(), AttrType.str()).optional();
  public static final Attr<FileRef> PAPER = file("paper", "application/pdf").optional();

  private static final Attr<Long> PAGE = integer("page", n -> n.from(1));
  private static final Attr<String> LANGUAGE = str("language");
  private static final Attr<Long> COUNT = integer("count");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("way")
        .collection("ways")
        .attrs(EveryWayIn.class)
        .expand(OWNER, User.class, User.NAME)
        .expand(GROUPS, Group.class)
        .read(signedIn(), anyone().hides(NOTE))
        .create(permit("create"), signedIn().accepts(CODE, PAPER).set(AT, now()))
        .method("create", m -> m.post())
        .update(permit("update").keep(OWNER))
        .delete(signedIn().where(OWNER.is(me())))
        .method(
            "find",
            m ->
                m.permit(anyone())
                    .get()
                    .queryArgs(ID)
                    .orQueryArgs(CODE)
                    .orQueryArgs(ID, PAGE)
                    .returns(COUNT)
                    .run(EveryWayIn::count))
        .method(
            "keep",
            m ->
                m.permit(signedIn())
                    .post()
                    .queryArgs(ID)
                    .docArgs(PAPER)
                    .orDocArgs(CODE)
                    .optionalDocArgs(LANGUAGE)
                    .returns(COUNT)
                    .run(EveryWayIn::count));
  }

  private static Reply count(Call call) {
    return Reply.of(COUNT, (long) call.args().values().size());
  }
}
