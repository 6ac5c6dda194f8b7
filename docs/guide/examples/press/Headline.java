package press;

import static io.limp.api.Limp.*;

import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.core.Content;

/** Articles for other web sites: what is out, and of it the titles. */
public final class Headline implements LimpModule {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("headline")
        .proxy(Article.class)
        .read(
            anyone()
                .where(Content.OUT)
                .shows(Content.TITLE, Content.PERMALINK, Content.PUBLISH_TIME)
                .atMost(20));
  }
}
