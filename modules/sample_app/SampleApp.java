package sample_app;

import static io.limp.api.Limp.cron;
import static io.limp.api.Limp.on;

import io.limp.api.Id;
import io.limp.api.JobSpec;
import io.limp.api.LimpModule;
import io.limp.api.LimpPackage;
import io.limp.api.LocaleText;
import io.limp.api.PackageSpec;
import io.limp.api.Privileges;

/**
 * What the sample brings besides its modules: languages, a group of editors, what authors are told.
 */
public final class SampleApp implements LimpPackage {
  private static final Id EDITORS = Id.of("5f00000000000000000000e1");
  private static final LocaleText EDITORS_NAME =
      LocaleText.of("ar_AE", "المحررون").and("en_AE", "Editors");

  @Override
  public PackageSpec spec() {
    return PackageSpec.of("sample_app")
        .version("1.0.0")
        .locales("ar_AE", "en_AE")
        .setting("greeting", "Hello from the sample app")
        .group(
            EDITORS,
            EDITORS_NAME,
            Privileges.of("blog", "read", "create", "update", "delete", "publish")
                .and(Privileges.of("blog_cat", "create", "update", "delete"))
                .and(Privileges.of("staff", "create", "update")))
        .event(
            on(Blog.class)
                .update()
                .when(Blog.STATUS.is("published"))
                .notify(post -> LimpModule.ID.is(post.get(Blog.USER)), _ -> "Your post is out"))
        .job(
            JobSpec.of("drop_drafts", cron("0 4 * * SUN").in("Asia/Dubai"))
                .call(Blog.class, "drop_drafts"))
        .profile("prod", prod -> prod.setting("greeting", "Welcome"));
  }
}
