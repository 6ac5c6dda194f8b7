package io.limp.spike;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.locale;
import static io.limp.api.Limp.owner;
import static io.limp.api.Limp.permit;

import io.limp.api.Attr;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;

/** The categories of the recorded servers' blog. */
public final class BlogCat implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<LocaleText> TITLE = locale("title");
  public static final Attr<LocaleText> DESC = locale("desc");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("blog_cat")
        .collection("blogs_cats")
        .attrs(BlogCat.class)
        .read(anyone())
        .create(permit("create"))
        .update(permit("update"))
        .delete(permit("delete"));
  }
}
