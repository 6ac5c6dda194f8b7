package io.limp.types;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import io.limp.api.Secret;
import java.util.List;
import java.util.Map;

/** A module with what is hidden, what is given once, and what has parts. */
public final class Member implements LimpModule {
  public static final Attr<String> NAME = str("name", text -> text.length(1, 20)).defaultsTo("m");
  public static final Attr<Long> SCORE = integer("score").hidden().optional();
  public static final Attr<String> NOTE = str("note", text -> text.atMost(5)).hidden().optional();
  public static final Attr<FileRef> SCAN = file("scan", "text/plain").hidden().optional();
  public static final Attr<Secret> PIN = secret("pin").optional();
  public static final Attr<String> PASSPORT = str("passport").writeOnce().optional();
  public static final Attr<List<String>> ROLES =
      list("roles", AttrType.str()).writeOnce().optional();
  public static final Attr<String> BORN_IN = str("born_in").writeOnce().optional();
  public static final Attr<Long> STARS = integer("stars", n -> n.range(0, 5)).optional();
  public static final Attr<List<String>> TAGS =
      list("tags", AttrType.str(text -> text.atMost(3)), l -> l.size(1, 3)).optional();
  public static final Attr<Map<String, Long>> SIZES =
      dict("sizes", AttrType.integer(n -> n.from(0)), d -> d.size(1, 3).required("width"))
          .optional();

  public static final Attr<Map<String, Id>> AGENTS = dict("agents", AttrType.id()).optional();

  static final Attr<String> CITY = str("city");
  static final Attr<Long> ZIP = integer("zip", n -> n.range(0, 99_999)).optional();
  static final Attr<Id> AGENT = id("agent").optional();
  static final Attr<FileRef> PLAN = file("plan", "text/plain").optional();
  public static final Attr<Doc> HOME = dict("home", CITY, ZIP, AGENT, PLAN).optional();
  public static final Attr<List<Doc>> VISITS =
      list("visits", AttrType.dict(CITY, AGENT, PLAN)).optional();
  private static final Attr<String> TOLD = str("told");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("member")
        .collection("members")
        .attrs(Member.class)
        .unique(NAME)
        .diff()
        .create(anyone())
        .read(anyone())
        .update(permit("admin").keep(BORN_IN), anyone())
        .retrieveFile(anyone())
        .method("tell", m -> m.permit(anyone()).queryArgs(ID).returns(TOLD).run(this::tell));
  }

  /** What module code sees of the parts. */
  private Reply tell(Call call) {
    Doc member = call.trusted(Member.class).read(ID.is(call.args().get(ID))).first().orElseThrow();
    Doc home = member.get(HOME);
    Id agent = home.get(AGENT);
    Id other = member.get(AGENTS).values().iterator().next();
    long width = member.get(SIZES).getOrDefault("width", 0L);
    return Reply.of(
        TOLD,
        String.join(
            " ", home.get(CITY), agent + "", other + "", member.get(SCORE) + "", width + ""));
  }
}
