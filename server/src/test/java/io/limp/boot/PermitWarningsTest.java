package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the start check warns of though it may be meant. */
class PermitWarningsTest {
  @TempDir Path temp;
  private ModulesFolder modules;

  @BeforeEach
  void emptyFolder() {
    modules = new ModulesFolder(temp);
  }

  private void blog(String words) {
    modules.file(
        "blog/Blog.java",
        """
        package blog;

        import static io.limp.api.Limp.*;
        import io.limp.api.*;

        public final class Blog implements LimpModule {
          public static final Attr<Id> USER = owner("user");
          public static final Attr<String> STATUS = literal("status", "draft", "published");
          public static final Attr<String> TITLE = str("title");
          public static final Attr<Access> ACCESS = access("access").defaultsTo(Access.EVERYONE);

          @Override
          public ModuleSpec spec() {
            return ModuleSpec.of("blog")
                .collection("blogs")
                .attrs(Blog.class)
                %s;
          }
        }
        """
            .formatted(words));
    modules.check();
  }

  @Test
  void whatAnybodyReadsInOneCallIsTold() {
    blog(".read(permit(\"read\"), anyone())");
    assertThat(modules.report())
        .isEqualTo(
            """
            modules/blog/Blog.java:17: warning: blog.read: anybody reads all of its documents in one call; .atMost(100) on the permit makes pages of them, .where(...) says which they are
                .read(permit("read"), anyone());
                                      ^

            1 warning in 1 file\
            """);
  }

  @Test
  void pagesAndConditionsAreMeant() {
    blog(".read(anyone().atMost(20)).index(STATUS)");
    assertThat(modules.report()).isEmpty();
    blog(".read(signedIn(), anyone().where(STATUS.is(\"published\"))).index(STATUS)");
    assertThat(modules.report()).isEmpty();
  }

  @Test
  void onlyReadsHavePages() {
    blog(".delete(permit(\"delete\").atMost(20))");
    assertThat(modules.report())
        .contains("blog.delete: atMost: only a read gives pages")
        .endsWith("1 problem in 1 file");
  }

  @Test
  void aConditionThatNoIndexServesIsTold() {
    blog(".read(anyone().where(STATUS.is(\"published\"))).index(USER, STATUS)");
    assertThat(modules.report())
        .isEqualTo(
            """
            modules/blog/Blog.java:17: warning: blog.read: its permit looks at every document: .index(STATUS) would help
                .read(anyone().where(STATUS.is("published"))).index(USER, STATUS);
                               ^

            1 warning in 1 file\
            """);
  }

  @Test
  void ofAlternativesEachNeedsItsIndexAndOfConditionsTogetherOneWillDo() {
    blog(".read(signedIn().where(anyOf(USER.is(me()), STATUS.is(\"published\")))).index(STATUS)");
    assertThat(modules.report()).contains(".index(USER) would help");
    blog(
        ".read(signedIn().where(USER.is(me())).where(STATUS.is(\"draft\"))).unique(STATUS, TITLE)");
    assertThat(modules.report()).isEmpty();
    blog(".read(signedIn().where(anyOf(USER.is(me()), granted(ACCESS)))).index(USER)");
    assertThat(modules.report()).isEmpty();
  }

  @Test
  void whatIsFoundByItsIdNeedsNoOther() {
    blog(".update(signedIn().where(USER.is(me()))).delete(signedIn().where(STATUS.is(\"draft\")))");
    assertThat(modules.report()).isEmpty();
    blog(".update(signedIn().where(USER.is(me()))).method(\"update\", m -> m.queryArgs())");
    assertThat(modules.report()).contains("blog.update: its permit looks at every document");
  }

  @Test
  void anIndexOfThePackageCounts() {
    modules.file(
        "blog/BlogPackage.java",
        """
        package blog;

        import io.limp.api.*;

        public final class BlogPackage implements LimpPackage {
          @Override
          public PackageSpec spec() {
            return PackageSpec.of("blog").index(Blog.class, Blog.STATUS);
          }
        }
        """);
    blog(".read(anyone().where(STATUS.is(\"published\")))");
    assertThat(modules.report()).isEmpty();
  }

  @Test
  void aPrivilegeThatNoPermitAsksForIsTold() {
    blog(
        ".privileges(\"publish\", \"pin\", \"feature\").read(permit(\"pin\")).beforeRead(c ->"
            + " c.caller().privileges().allows(\"blog\", \"feature\") ? c : c)");
    assertThat(modules.report())
        .isEqualTo(
            """
            modules/blog/Blog.java:17: warning: blog: no permit asks for the privilege publish, so nobody gains by having it
                .privileges("publish", "pin", "feature").read(permit("pin")).beforeRead(c -> c.caller().privileges().allows("blog", "feature") ? c : c);
                             ^

            1 warning in 1 file\
            """);
  }
}
