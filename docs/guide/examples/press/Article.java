package press;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.core.Content;
import io.limp.core.User;

/** What the template of content says, and a little more. */
public final class Article implements LimpModule {
  static final Attr<Id> BY = id("by");

  public static final Attr<Doc> PHOTO = dict("photo", BY, str("caption")).optional();
  public static final Attr<String> ABOUT_KIND = str("about_kind").optional();
  public static final Attr<Id> ABOUT = id("about").optional();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("article")
        .collection("articles")
        .template(Content.in(ArticleCat.class))
        .template(Reviewed.TEMPLATE)
        .attrs(Article.class)
        .expand(PHOTO.then(BY), User.class, User.NAME)
        .expand(Content.CAT, ArticleCat.class, e -> e.nested().onRequest())
        .expandBy(ABOUT, ABOUT_KIND, e -> e.to(Article.class, Content.TITLE).to(ArticleCat.class))
        .create(permit("create").drop(Reviewed.BY))
        .update(
            permit("admin").keep(Content.USER),
            permit("update").where(Content.USER.is(me())).drop(Reviewed.BY));
  }
}
