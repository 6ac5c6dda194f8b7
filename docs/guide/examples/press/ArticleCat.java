package press;

import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.core.Category;

/** What articles are sorted into. */
public final class ArticleCat implements LimpModule {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("article_cat").collection("article_cats").template(Category.of());
  }
}
