package sample_app;

import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.core.Category;

/** The categories of posts, which editors arrange: nothing but the template. */
public final class BlogCat implements LimpModule {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("blog_cat").collection("blog_cats").template(Category.of());
  }
}
