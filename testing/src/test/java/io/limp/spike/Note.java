package io.limp.spike;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.bool;
import static io.limp.api.Limp.created;
import static io.limp.api.Limp.datetime;
import static io.limp.api.Limp.dict;
import static io.limp.api.Limp.email;
import static io.limp.api.Limp.geo;
import static io.limp.api.Limp.id;
import static io.limp.api.Limp.integer;
import static io.limp.api.Limp.list;
import static io.limp.api.Limp.literal;
import static io.limp.api.Limp.locale;
import static io.limp.api.Limp.permit;
import static io.limp.api.Limp.phone;
import static io.limp.api.Limp.str;
import static io.limp.api.Limp.web;

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
import io.limp.core.Notification;
import io.limp.core.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The module of the recorded servers that has an attribute of every type. */
public final class Note implements LimpModule {
  public static final Attr<Id> OWNER = id("owner").optional();
  public static final Attr<String> TITLE = str("title");
  public static final Attr<Long> NUM = integer("num").optional();
  public static final Attr<Boolean> FLAG = bool("flag").optional();
  public static final Attr<Instant> WHEN = datetime("when").optional();
  public static final Attr<String> MAIL = email("mail").optional();
  public static final Attr<String> TEL = phone("tel").optional();
  public static final Attr<String> URL = web("url").optional();
  public static final Attr<GeoPoint> PLACE = geo("place").optional();
  public static final Attr<String> KIND = literal("kind", "a", "b").optional();
  public static final Attr<LocaleText> LABEL = locale("label").optional();
  public static final Attr<List<String>> TAGS = list("tags", AttrType.str()).optional();
  public static final Attr<List<Id>> PEERS = list("peers", AttrType.id()).optional();
  public static final Attr<Object> META = dict("meta").optional();
  public static final Attr<Instant> CREATE_TIME = created("create_time");

  private static final byte[] BLOB = {(byte) 137, 66, 76, 79, 66, 0, 1};

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("note")
        .collection("notes")
        .attrs(Note.class)
        .privileges("nobody_has_this")
        .expand(OWNER, User.class, User.NAME, User.EMAIL)
        .expand(PEERS, User.class, User.EMAIL)
        .diff()
        .read(anyone())
        .create(anyone())
        .afterCreate(this::tellOwner)
        .update(anyone())
        .delete(anyone())
        .method("get_title", m -> m.permit(anyone()).queryArgs(ID, VAR).get().run(this::title))
        .method("get_blob", m -> m.permit(anyone()).queryArgs(ID, VAR).get().run(call -> blob()))
        .method("ws_blob", m -> m.permit(anyone()).run(call -> blob()))
        .method("nothing", m -> m.permit(anyone()).run(call -> new Reply.Empty()))
        .method("boom", m -> m.permit(anyone()).run(this::boom))
        .method("guarded", m -> m.permit(permit("nobody_has_this")).run(call -> new Reply.Empty()));
  }

  private static final Attr<String> VAR = ModuleSpec.FILE_NAME;

  private Reply tellOwner(Call call, Reply reply) {
    Optional<Id> owner = call.doc().find(OWNER);
    if (owner.isPresent() && reply instanceof Reply.Created(Id note)) {
      call.trusted(Notification.class)
          .create(
              Doc.of(Notification.USER, owner.get())
                  .with(Notification.TITLE, "NOTE_CREATED")
                  .with(Notification.CONTENT, note)
                  .with(Notification.STATUS, "new"));
    }
    return reply;
  }

  private Reply title(Call call) {
    return call.trusted(Note.class)
        .read(call.find())
        .first()
        .<Reply>map(note -> new Reply.Text("{\"title\": \"" + note.get(TITLE) + "\"}"))
        .orElseGet(() -> new Reply.NotFound("Requested content not found."));
  }

  private static Reply blob() {
    return new Reply.Bytes("x.bin", "application/octet-stream", BLOB.clone());
  }

  private Reply boom(Call call) {
    throw new IllegalStateException("boom of " + call.method() + " with a secret detail");
  }
}
