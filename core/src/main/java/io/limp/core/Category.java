package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Id;
import io.limp.api.LocaleText;
import io.limp.api.Template;

/**
 * The template of what other documents are sorted into: everybody reads it, editors arrange it.
 *
 * <pre>{@code ModuleSpec.of("blog_cat").collection("blog_cats").template(Category.of())}</pre>
 */
public final class Category {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<LocaleText> TITLE = locale("title");
  public static final Attr<LocaleText> DESC = locale("desc");

  private Category() {}

  public static Template of() {
    return spec ->
        spec.attrs(Category.class)
            .diff()
            .read(anyone().atMost(100))
            .create(permit("create"))
            .update(permit("update").drop(USER))
            .delete(permit("delete"));
  }
}
