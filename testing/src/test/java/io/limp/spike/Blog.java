package io.limp.spike;

import static io.limp.api.Limp.access;
import static io.limp.api.Limp.anyOf;
import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.created;
import static io.limp.api.Limp.datetime;
import static io.limp.api.Limp.granted;
import static io.limp.api.Limp.id;
import static io.limp.api.Limp.list;
import static io.limp.api.Limp.literal;
import static io.limp.api.Limp.locale;
import static io.limp.api.Limp.me;
import static io.limp.api.Limp.owner;
import static io.limp.api.Limp.permit;
import static io.limp.api.Limp.str;

import io.limp.api.Access;
import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;
import java.time.Instant;
import java.util.List;

/** The blog of the recorded servers. */
public final class Blog implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<String> STATUS = literal("status", "draft", "pending", "published");
  public static final Attr<LocaleText> TITLE = locale("title");
  public static final Attr<LocaleText> SUBTITLE =
      locale("subtitle").defaultsTo(LocaleText.of("ar_AE", "").and("en_AE", ""));
  public static final Attr<String> PERMALINK = str("permalink").optional();
  public static final Attr<LocaleText> CONTENT = locale("content");
  public static final Attr<List<String>> TAGS = list("tags", AttrType.str()).defaultsTo(List.of());
  public static final Attr<Id> CAT = id("cat").optional();
  public static final Attr<Access> ACCESS = access("access");
  public static final Attr<Instant> CREATE_TIME = created("create_time");
  public static final Attr<Instant> EXPIRY_TIME = datetime("expiry_time").defaultsTo(Instant.EPOCH);

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("blog")
        .collection("blogs")
        .attrs(Blog.class)
        .diff()
        .read(permit("read"), anyone().where(anyOf(USER.is(me()), granted(ACCESS))))
        .create(permit("create"))
        .beforeCreate(this::fillPermalink)
        .update(permit("update"))
        .delete(permit("delete"));
  }

  private Call fillPermalink(Call call) {
    String title = call.doc().get(TITLE).in("ar_AE").orElse("");
    return call.with(PERMALINK, title.replaceAll("[^A-Za-z ]", "").replace(' ', '-'));
  }
}
