package sample_app;

import static io.limp.api.Limp.*;

import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;

/**
 * Posts for other web sites, which show of them what everybody may read, and no more than titles.
 */
public final class Headline implements LimpModule {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("headline")
        .proxy(Blog.class)
        .read(
            anyone()
                .where(allOf(Blog.STATUS.is("published"), granted(Blog.ACCESS)))
                .shows(Blog.TITLE, Blog.PERMALINK, Blog.CREATE_TIME)
                .atMost(20));
  }
}
