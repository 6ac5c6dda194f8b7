package io.limp.templates;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.core.Content;

/** The content template with an attribute and a permit of its own. */
public final class Article implements LimpModule {
  public static final Attr<Long> MINUTES = integer("minutes", n -> n.range(1, 600)).optional();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("article")
        .collection("articles")
        .template(Content.in(ArticleCat.class))
        .template(Seen.TEMPLATE)
        .attrs(Article.class)
        .privileges("proofread")
        .update(
            permit("admin").keep(Content.USER),
            permit("proofread").accepts(Content.TITLE, Content.CONTENT),
            permit("update").where(Content.USER.is(me())))
        .retrieveFile(anyone());
  }
}
