package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.call.LoadedModule;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenSourcesTest {
  @TempDir Path temp;
  private ModulesFolder modules;

  @BeforeEach
  void emptyFolder() {
    modules = new ModulesFolder(temp);
  }

  @Test
  void allMistakesOfAllPackagesAreToldAtOnceWithTheirLines() {
    modules
        .module("good", "Good", "good")
        .file(
            "blog/Blog.java",
            """
            package blog;

            import static io.limp.api.Limp.*;
            import io.limp.api.*;

            public final class Blog implements LimpModule {
              public static final Attr<String> TITLE = str("title");
              public static final Attr<Long> STARS = integer("stars");

              @Override
              public ModuleSpec spec() {
                return ModuleSpec.of("blog")
                    .read(permt("read"))
            \t.update(anyone().where(STARS.is("three")));
              }
            }
            """)
        .file("shop/Shop.java", "package shop;\n\nclass Shop {\n  int price\n}\n")
        .file("till/Till.java", "package till;\n\nimport shop.Shop;\n\nclass Till {}\n");

    assertThat(modules.load().modules()).extracting(LoadedModule::name).containsExactly("good");

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/blog/Blog.java:13: cannot find symbol
                .read(permt("read"))
                      ^
                symbol:   method permt(String)
                location: class blog.Blog

            modules/blog/Blog.java:14: no suitable method found for is(String)
                .update(anyone().where(STARS.is("three")));
                                            ^
                method Attr.is(Long) is not applicable
                (argument mismatch; String cannot be converted to Long)
                method Attr.is(Value<Long>) is not applicable
                (argument mismatch; String cannot be converted to Value<Long>)

            modules/shop/Shop.java:4: ';' expected
                int price
                         ^

            modules/till/Till.java:3: warning: till was not looked at: it imports shop, which has mistakes
                import shop.Shop;
                       ^

            3 problems, 1 warning in 3 files\
            """);
  }

  @Test
  void aFileSaysThePackageOfItsFolder() {
    modules
        .file("shop/Item.java", "public class Item {}\n")
        .file("shop/tools/Tool.java", "package shop;\n\npublic class Tool {}\n");

    modules.load();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/shop/Item.java:1: the file must begin with: package shop;
                public class Item {}

            modules/shop/tools/Tool.java:1: the file's folder makes it: package shop.tools;
                package shop;
                        ^

            2 problems in 2 files\
            """);
  }

  @Test
  void aSpecThatThrowsIsToldWithTheAuthorsOwnLine() {
    modules.file(
        "shop/Item.java",
        """
        package shop;

        import io.limp.api.*;
        import java.util.List;

        public final class Item implements LimpModule {
          @Override
          public ModuleSpec spec() {
            return ModuleSpec.of(name());
          }

          private static String name() {
            return List.of("one").get(3);
          }
        }
        """);

    modules.load();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/shop/Item.java:13: Item: IndexOutOfBoundsException: Index: 3 Size: 1
                return List.of("one").get(3);

            1 problem in 1 file\
            """);
  }

  @Test
  void aStaticInitialiserThatThrowsIsToldWithItsLine() {
    modules.file(
        "shop/Item.java",
        """
        package shop;

        import io.limp.api.*;

        public final class Item implements LimpModule {
          private static final Id OWNER = Id.of("nobody");

          @Override
          public ModuleSpec spec() {
            return ModuleSpec.of("item");
          }
        }
        """);

    modules.load();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/shop/Item.java:6: Item: IllegalArgumentException: Not an id: nobody
                private static final Id OWNER = Id.of("nobody");

            1 problem in 1 file\
            """);
  }

  @Test
  void aModuleThatCannotBeMadeSaysWhatItNeeds() {
    modules
        .file(
            "shop/Hidden.java",
            """
            package shop;

            final class Hidden implements io.limp.api.LimpModule {
              @Override
              public io.limp.api.ModuleSpec spec() {
                return null;
              }
            }
            """)
        .file(
            "shop/Needy.java",
            """
            package shop;

            public final class Needy implements io.limp.api.LimpModule {
              public Needy(String what) {}

              @Override
              public io.limp.api.ModuleSpec spec() {
                return null;
              }
            }
            """)
        .file(
            "shop/Silent.java",
            """
            package shop;

            public final class Silent implements io.limp.api.LimpModule {
              @Override
              public io.limp.api.ModuleSpec spec() {
                return null;
              }
            }
            """);

    modules.load();

    assertThat(modules.report())
        .contains("Hidden.java:3: Hidden must be public, or abstract if it is no module by itself")
        .contains("Needy.java:3: Needy needs a public constructor that takes nothing")
        .contains("Silent.java:3: Silent.spec() gives null")
        .endsWith("3 problems in 3 files");
  }

  @Test
  void aPackageIsDescribedOnce() {
    String source =
        """
        package shop;

        public final class %s implements io.limp.api.LimpPackage {
          @Override
          public io.limp.api.PackageSpec spec() {
            return io.limp.api.PackageSpec.of("shop");
          }
        }
        """;
    modules
        .file("shop/One.java", source.formatted("One"))
        .file("shop/Two.java", source.formatted("Two"));

    modules.load();

    assertThat(modules.report())
        .contains("Two.java:3: the package shop is described by One already");
  }

  @Test
  void aFolderWhoseNameIsNoPackageNameIsTold() {
    modules.file("My-Shop/A.java", "class A {}").file("core/A.java", "package core; class A {}");

    modules.load();

    assertThat(modules.report())
        .contains("\"My-Shop\" cannot be one")
        .contains("a package cannot be called core: the name is taken")
        .endsWith("2 problems in 2 files");
  }
}
