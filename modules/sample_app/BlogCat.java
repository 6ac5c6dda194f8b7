package sample_app;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;

/** The categories of posts, which editors arrange. */
public final class BlogCat implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<LocaleText> TITLE = locale("title");
  public static final Attr<LocaleText> DESC = locale("desc");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("blog_cat")
        .collection("blog_cats")
        .attrs(BlogCat.class)
        .diff()
        .read(anyone().atMost(100))
        .create(permit("create"))
        .update(permit("update").drop(USER))
        .delete(permit("delete"));
  }
}
