package sample_app;

import static io.limp.api.Limp.bool;
import static io.limp.api.Limp.cron;
import static io.limp.api.Limp.on;

import io.limp.api.Attr;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.JobSpec;
import io.limp.api.LimpModule;
import io.limp.api.LimpPackage;
import io.limp.api.LocaleText;
import io.limp.api.PackageSpec;
import io.limp.api.Privileges;
import io.limp.api.Query;
import io.limp.core.Category;
import io.limp.core.User;

/**
 * What the sample brings besides its modules: languages, a group of editors, what everybody may,
 * what users are told.
 */
public final class SampleApp implements LimpPackage {
  private static final Id EDITORS = Id.of("5f00000000000000000000e1");
  private static final LocaleText EDITORS_NAME =
      LocaleText.of("ar_AE", "المحررون").and("en_AE", "Editors");
  private static final Id NEWS = Id.of("5f00000000000000000000c1");
  private static final Doc NEWS_CAT =
      Doc.of(Category.TITLE, LocaleText.of("ar_AE", "أخبار").and("en_AE", "News"))
          .with(Category.DESC, LocaleText.of("ar_AE", "كل جديد").and("en_AE", "What is new"));

  /** Users who want to hear of every new post. */
  private static final Attr<Boolean> FOLLOWS = bool("follows").defaultsTo(false);

  @Override
  public PackageSpec spec() {
    return PackageSpec.of("sample_app")
        .version("1.0.0")
        .apiLevel(1)
        .locales("ar_AE", "en_AE")
        .setting("greeting", "Hello from the sample app")
        .group(
            EDITORS,
            EDITORS_NAME,
            Privileges.of("blog", "read", "create", "update", "delete", "publish")
                .and(Privileges.of("blog_cat", "create", "update", "delete"))
                .and(Privileges.of("staff", "create", "update"))
                .and(Privileges.of("comment", "read", "update", "delete"))
                .and(Privileges.of("report", "read", "delete"))
                .and(Privileges.of("handout", "create", "update", "delete")))
        .defaultPrivileges(
            Privileges.of("comment", "create")
                .and(Privileges.of("report", "create"))
                .and(Privileges.of("handout", "read")))
        .anonPrivileges(Privileges.of("handout", "read"))
        .userAttrs(FOLLOWS)
        .index(User.class, FOLLOWS)
        .doc(BlogCat.class, NEWS, NEWS_CAT)
        .event(
            on(Blog.class)
                .update()
                .when(Blog.STATUS.is("published"))
                .notify(post -> LimpModule.ID.is(post.get(Blog.USER)), _ -> "Your post is out")
                .notify(SampleApp::followers, _ -> "A new post"))
        .job(
            JobSpec.of("drop_drafts", cron("0 4 * * SUN").in("Asia/Dubai"))
                .call(Blog.class, "drop_drafts"))
        .profile("prod", prod -> prod.setting("greeting", "Welcome"));
  }

  /** Nobody is told of a post that is not for everybody. */
  private static Query followers(Doc post) {
    return post.get(Blog.ACCESS).anon() ? FOLLOWS.is(true) : Query.nothing();
  }
}
