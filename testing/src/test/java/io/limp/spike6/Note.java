package io.limp.spike6;

import static io.limp.api.Limp.*;

import io.limp.api.Access;
import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.GeoPoint;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import io.limp.core.User;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/** The module of the recorded level-6 server that has an attribute of every type. */
public final class Note implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<String> TITLE = str("title");
  public static final Attr<Long> NUM = integer("num").optional();
  public static final Attr<Double> FLT = decimal("flt").optional();
  public static final Attr<Boolean> FLAG = bool("flag").optional();
  public static final Attr<LocalDate> DAY = date("day").optional();
  public static final Attr<Instant> WHEN = datetime("when").optional();
  public static final Attr<LocalTime> CLOCK = time("clock").optional();
  public static final Attr<String> MAIL = email("mail").optional();
  public static final Attr<String> TEL = phone("tel").optional();
  public static final Attr<String> URL = url("url").optional();
  public static final Attr<String> IP = ip("ip").optional();
  public static final Attr<GeoPoint> PLACE = geo("place").optional();
  public static final Attr<String> KIND = literal("kind", "a", "b").optional();
  public static final Attr<LocaleText> LABEL = locale("label").optional();
  public static final Attr<String> LANG = language("lang").optional();
  public static final Attr<List<String>> TAGS = list("tags", AttrType.str()).optional();
  public static final Attr<Id> OWNER = id("owner").optional();
  public static final Attr<List<Id>> PEERS = list("peers", AttrType.id()).optional();
  public static final Attr<Map<String, Object>> META = dict("meta", AttrType.any()).optional();
  public static final Attr<Access> ACC = access("acc").optional();
  public static final Attr<Object> UNI =
      union("uni", AttrType.str(), AttrType.integer()).optional();
  public static final Attr<Instant> CREATE_TIME = created("create_time");

  private static final Attr<Long> A = integer("a");
  private static final Attr<String> B = str("b");
  private static final Attr<Boolean> C = bool("c");
  private static final Attr<String> VAR = str("var");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("note")
        .collection("notes")
        .attrs(Note.class)
        .privileges("nobody_has_this")
        .expand(OWNER, User.class, User.NAME, User.EMAIL)
        .diff()
        .read(permit("read"))
        .create(permit("create"))
        .update(permit("admin"), permit("update").where(USER.is(me())))
        .delete(permit("delete").where(USER.is(me())))
        .method("boom", m -> m.permit(anyone()).run(this::boom))
        .method("guarded", m -> m.permit(permit("nobody_has_this")).run(call -> new Reply.Empty()))
        .method("two_args", m -> m.permit(anyone()).queryArgs(A, B).docArgs(C).run(this::twoArgs))
        .method(
            "get_json",
            m -> m.permit(anyone()).queryArgs(ID).orQueryArgs(ID, VAR).get().run(this::json))
        .method(
            "get_msg", m -> m.permit(anyone()).get().run(call -> new Reply.Text("plain message")))
        .method("get_404", m -> m.permit(anyone()).get().run(call -> new Reply.NotFound("nothing")))
        .method("get_num", m -> m.permit(anyone()).queryArgs(NUM).get().run(this::num))
        .method(
            "post_echo",
            m ->
                m.permit(anyone()).queryArgs(VAR).optionalDocArgs(any("a")).post().run(this::echo));
  }

  private Reply boom(Call call) {
    throw new IllegalStateException("boom of " + call.method() + " with a secret detail");
  }

  private Reply twoArgs(Call call) {
    return Reply.of(
            Doc.of(A, call.args().get(A)).with(B, call.args().get(B)).with(C, call.doc().get(C)))
        .saying("ok");
  }

  private Reply json(Call call) {
    return new Reply.Found(call.trusted(Note.class).read(ID.is(call.args().get(ID))));
  }

  private Reply num(Call call) {
    return Reply.of(Doc.of(NUM, call.args().get(NUM)).with(str("type"), "int")).saying("num");
  }

  private Reply echo(Call call) {
    return Reply.of(
            Doc.of(VAR, call.args().get(VAR))
                .with(any("doc"), call.doc().values())
                .with(USER, call.caller().user()))
        .saying("echo");
  }
}
