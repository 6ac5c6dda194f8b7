package io.limp.history;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;
import io.limp.core.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A module with a history. Readers see published articles, editors change them, and neither may
 * touch the status; writers see their own, others all but the text; an admin does anything.
 */
public final class Article implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<String> TITLE = str("title");
  public static final Attr<String> TEXT = str("text").optional();
  public static final Attr<String> STATUS =
      literal("status", "draft", "published").defaultsTo("published");
  public static final Attr<String> CODE = str("code").optional();
  public static final Attr<List<String>> TAGS = list("tags", AttrType.str()).optional();
  public static final Attr<Instant> WHEN = datetime("when").optional();
  public static final Attr<LocaleText> LABEL = locale("label").optional();
  public static final Attr<Map<String, Object>> META = dict("meta", AttrType.any()).optional();
  public static final Attr<FileRef> PICTURE = file("picture").optional();

  /** Of which no history is kept. */
  public static final Attr<Long> VIEWS = integer("views").optional();

  public static final Attr<String> INTERNAL = str("internal").optional().hidden();
  public static final Attr<Id> EDITOR = id("editor").optional();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("article")
        .collection("articles")
        .attrs(Article.class)
        .privileges("edit", "write", "peek")
        .unique(CODE)
        .expand(EDITOR, User.class, User.USERNAME)
        .diff(VIEWS)
        .read(
            permit("admin"),
            permit("read").where(STATUS.is("published")),
            permit("write").where(USER.is(me())),
            permit("peek").hides(TEXT))
        .create(permit("create"), permit("write"))
        .update(
            permit("admin"),
            permit("edit").where(STATUS.is("published")).drop(STATUS).set(EDITOR, me()))
        .delete(permit("delete"))
        .undelete(permit("admin"), permit("edit").where(USER.is(me())))
        .forceDelete(permit("admin"));
  }
}
