package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyCheckTest {
  @TempDir Path temp;
  private ModulesFolder modules;

  @BeforeEach
  void aModuleWithDocuments() {
    modules =
        new ModulesFolder(temp)
            .file(
                "press/Post.java",
                """
                package press;

                import static io.limp.api.Limp.*;
                import io.limp.api.*;

                public final class Post implements LimpModule {
                  public static final Attr<String> TITLE = str("title");

                  @Override
                  public ModuleSpec spec() {
                    return ModuleSpec.of("post").collection("posts").attrs(Post.class)
                        .read(signedIn())
                        .create();
                  }
                }
                """);
  }

  private void proxy(String className, String words) {
    modules.file(
        "press/" + className + ".java",
        """
        package press;

        import static io.limp.api.Limp.*;
        import io.limp.api.*;

        public final class %s implements LimpModule {
          private static final Attr<String> GONE = str("titel");

          @Override
          public ModuleSpec spec() {
            return ModuleSpec.of("%s")
        %s;
          }
        }
        """
            .formatted(
                className, className.toLowerCase(Locale.ROOT), words.indent(8).stripTrailing()));
  }

  @Test
  void aProxyHasTheAttributesOfItsModuleAndNoneOfItsOwn() {
    proxy(
        "Front",
        """
        .proxy(Post.class)
        .read(permit("reed"), signedIn().shows(Post.TITLE, GONE))\
        """);
    proxy(
        "Back",
        """
        .proxy(Post.class)
        .collection("posts")
        .attrs(GONE)
        .diff()
        .read(signedIn())\
        """);

    modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/press/Back.java:13: back: proxy: .collection is for post to say, whose documents these are
                .collection("posts")
                 ^

            modules/press/Back.java:14: back: proxy: .attrs is for post to say, whose documents these are
                .attrs(GONE)
                 ^

            modules/press/Back.java:15: back: proxy: .diff is for post to say, whose documents these are
                .diff()
                 ^

            modules/press/Front.java:13: front.read: no privilege "reed", perhaps "read"; front has read, create, update, delete, admin
                .read(permit("reed"), signedIn().shows(Post.TITLE, GONE));
                              ^

            modules/press/Front.java:13: front.read: shows: no attribute "titel", perhaps "title"; front has title, _id
                .read(permit("reed"), signedIn().shows(Post.TITLE, GONE));
                                                                   ^

            modules/press/Post.java:13: warning: post.create: nobody can call it: it has no permit
                .create();
                 ^

            5 problems, 1 warning in 3 files\
            """);
  }

  @Test
  void itOpensNoMethodThatItsModuleDoesNotOffer() {
    proxy(
        "Front",
        """
        .proxy(Post.class)
        .create(signedIn())
        .delete(signedIn())\
        """);

    modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/press/Front.java:13: front.create: proxy: post keeps it for code alone: it has no permit there
                .create(signedIn())
                 ^

            modules/press/Front.java:14: front.delete: proxy: post has no such method
                .delete(signedIn());
                 ^

            modules/press/Post.java:13: warning: post.create: nobody can call it: it has no permit
                .create();
                 ^

            2 problems, 1 warning in 2 files\
            """);
  }

  @Test
  void itStandsForAModuleWithDocumentsOfItsOwn() {
    proxy("Front", ".proxy(Post.class).read(signedIn())");
    proxy("Second", ".proxy(Front.class).read(signedIn().where(Post.TITLE.is(\"x\")))");
    proxy("Sum", ".method(\"add\", m -> m.permit(signedIn()).run(call -> new Reply.Empty()))");
    proxy("Third", ".proxy(Sum.class).read(signedIn())");
    proxy("Fourth", ".proxy(LimpModule.class).read(signedIn())");

    modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/press/Fourth.java:12: fourth: proxy: LimpModule is not loaded
                .proxy(LimpModule.class).read(signedIn());
                       ^

            modules/press/Second.java:12: second: proxy: Front is a proxy itself; name Post, whose documents these are
                .proxy(Front.class).read(signedIn().where(Post.TITLE.is("x")));
                       ^

            modules/press/Third.java:12: third: proxy: sum keeps no documents
                .proxy(Sum.class).read(signedIn());
                       ^

            modules/press/Post.java:13: warning: post.create: nobody can call it: it has no permit
                .create();
                 ^

            3 problems, 1 warning in 4 files\
            """);
  }

  @Test
  void whatIsSaidOfItsDocumentsIsSaidOfItsModule() {
    proxy("Front", ".proxy(Post.class).read(signedIn())");
    modules.file(
        "press/Press.java",
        """
        package press;

        import static io.limp.api.Limp.*;
        import io.limp.api.*;

        public final class Press implements LimpPackage {
          @Override
          public PackageSpec spec() {
            return PackageSpec.of("press")
                .event(on(Front.class).create().notify(post -> Query.nothing(), post -> ""));
          }
        }
        """);

    modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/press/Press.java:10: press: event: front is a proxy; name Post, whose documents these are
                .event(on(Front.class).create().notify(post -> Query.nothing(), post -> ""));
                          ^

            modules/press/Post.java:13: warning: post.create: nobody can call it: it has no permit
                .create();
                 ^

            1 problem, 1 warning in 2 files\
            """);
  }
}
