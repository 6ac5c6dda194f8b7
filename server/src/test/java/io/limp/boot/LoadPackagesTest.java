package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.limp.call.LoadedModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadPackagesTest {
  @TempDir Path temp;
  private ModulesFolder modules;

  @BeforeEach
  void emptyFolder() {
    modules = new ModulesFolder(temp);
  }

  @Test
  void aFolderIsAPackageAndItsModulesAreFound() {
    modules.module("shop", "Item", "item").module("shop", "Order", "order");

    Packages packages = modules.load();

    assertThat(modules.problems().isEmpty()).isTrue();
    assertThat(packages.modules())
        .extracting(LoadedModule::name, LoadedModule::codePrefix)
        .containsExactly(tuple("item", "SHOP_ITEM"), tuple("order", "SHOP_ORDER"));
  }

  @Test
  void hiddenAndEmptyFoldersAreLeftOut() throws IOException {
    modules.module("shop", "Item", "item").module(".git", "Hook", "hook");
    Files.createDirectories(modules.path().resolve("empty"));

    assertThat(names(modules.load())).containsExactly("shop");
    assertThat(modules.problems().isEmpty()).isTrue();
  }

  @Test
  void theSecondStartCompilesNothing() {
    modules.module("shop", "Item", "item");

    assertThat(modules.load().all().getFirst().compiled()).isTrue();
    assertThat(modules.load().all().getFirst().compiled()).isFalse();
    assertThat(modules.load().modules()).extracting(LoadedModule::name).containsExactly("item");
  }

  @Test
  void packagesAreTheSameWhoeverCompiledThem() {
    modules.module("shop", "Item", "item");
    String compiled = modules.load().fingerprint();
    assertThat(modules.load().fingerprint()).isEqualTo(compiled);

    modules.module("shop", "Item", "thing");
    String changed = modules.load().fingerprint();
    assertThat(changed).isNotEqualTo(compiled);
    assertThat(modules.load().fingerprint()).isEqualTo(changed);

    assertThat(modules.module("garden", "Tree", "tree").load().fingerprint()).isNotEqualTo(changed);
  }

  @Test
  void aChangedSourceIsCompiledAndTheOldClassesForgotten() throws IOException {
    modules.module("shop", "Item", "item").load();
    modules.module("shop", "Item", "thing");

    Packages changed = modules.load();

    assertThat(changed.all().getFirst().compiled()).isTrue();
    assertThat(changed.modules()).extracting(LoadedModule::name).containsExactly("thing");
    assertThat(cached()).hasSize(1);
  }

  @Test
  void aDamagedCacheIsMadeAnewInsteadOfTrusted() throws IOException {
    modules.module("shop", "Item", "item").load();
    Path entry = cached().getFirst();
    byte[] bytes = Files.readAllBytes(entry);
    bytes[bytes.length / 2] ^= 1;
    Files.write(entry, bytes);

    Packages packages = modules.load();

    assertThat(packages.all().getFirst().compiled()).isTrue();
    assertThat(packages.modules()).hasSize(1);
    assertThat(modules.load().all().getFirst().compiled()).isFalse();
  }

  @Test
  void aTruncatedCacheIsMadeAnew() throws IOException {
    modules.module("shop", "Item", "item").load();
    Path entry = cached().getFirst();
    Files.write(entry, Arrays.copyOf(Files.readAllBytes(entry), 10));

    assertThat(modules.load().modules()).hasSize(1);
  }

  @Test
  void aCacheThatCannotBeWrittenCostsTimeNotTheStart() throws IOException {
    modules.module("shop", "Item", "item");
    Files.writeString(modules.cache(), "a file in the folder's place");

    assertThat(modules.load().modules()).hasSize(1);
    assertThat(modules.problems().isEmpty()).isTrue();
  }

  @Test
  void aPackageIsLoadedAfterThoseItImportsAndUsesTheirClasses() {
    modules
        .module("zoo", "Animal", "animal")
        .file(
            "cage/Cage.java",
            """
            package cage;

            import static io.limp.api.Limp.*;
            import io.limp.api.*;
            import zoo.Animal;

            public final class Cage implements LimpModule {
              public static final Attr<Id> ANIMAL = id("animal");

              @Override
              public ModuleSpec spec() {
                return ModuleSpec.of("cage").collection("cages").attrs(Cage.class)
                    .expand(ANIMAL, Animal.class, Animal.TITLE).read(permit("read"));
              }
            }
            """);

    Packages packages = modules.check();

    assertThat(modules.report()).isEqualTo("");
    assertThat(names(packages)).containsExactly("zoo", "cage");
  }

  @Test
  void aChangedConstantIsSeenByThePackagesThatImportIt() {
    modules
        .file(
            "base/Limits.java",
            "package base; public class Limits { public static final String NAME = \"one\"; }")
        .file(
            "shop/Item.java",
            """
            package shop;

            import base.Limits;
            import io.limp.api.*;

            public final class Item implements LimpModule {
              @Override
              public ModuleSpec spec() {
                return ModuleSpec.of(Limits.NAME);
              }
            }
            """);
    assertThat(modules.load().modules()).extracting(LoadedModule::name).containsExactly("one");

    modules.file(
        "base/Limits.java",
        "package base; public class Limits { public static final String NAME = \"two\"; }");

    assertThat(modules.load().modules()).extracting(LoadedModule::name).containsExactly("two");
  }

  @Test
  void packagesThatImportEachOtherInACircleAreNamed() {
    modules
        .file("a/A.java", "package a;\n\nimport b.B;\n\nclass A { B b; }\n")
        .file("b/B.java", "package b;\n\nimport c.C;\n\npublic class B { C c; }\n")
        .file("c/C.java", "package c;\n\nimport a.A;\n\npublic class C { A a; }\n");

    assertThat(modules.load().all()).isEmpty();

    assertThat(modules.report())
        .startsWith(
            """
            modules/c/C.java:3: packages import each other in a circle: a -> b -> c -> a; move what\
             they share into a package of its own
                import a.A;
                       ^
            """);
  }

  @Test
  void packagesOtherThanThoseAskedForStayOut() {
    modules.module("shop", "Item", "item").module("blog", "Post", "post");

    assertThat(names(modules.load("blog"))).containsExactly("blog");
    assertThat(modules.problems().isEmpty()).isTrue();
  }

  @Test
  void anUnknownPackageIsAnsweredWithTheNearest() {
    modules.module("shop", "Item", "item").module("blog", "Post", "post");

    modules.load("blgo");

    assertThat(modules.report())
        .isEqualTo(
            """
            --packages: no package "blgo", perhaps "blog"; the modules folder has blog, shop

            1 problem\
            """);
  }

  @Test
  void aFolderThatIsNotThereIsToldWithTheOption() throws IOException {
    Files.delete(modules.path());

    modules.load();

    assertThat(modules.report())
        .isEqualTo(
            """
            there is no folder modules; --modules DIR names the folder that holds your packages

            1 problem\
            """);
  }

  @Test
  void theProfileOfTheEnvironmentApplies() {
    modules.file(
        "shop/Shop.java",
        """
        package shop;

        import io.limp.api.*;

        public final class Shop implements LimpPackage {
          @Override
          public PackageSpec spec() {
            return PackageSpec.of("shop").setting("tax", 0).setting("name", "Shop")
                .profile("prod", prod -> prod.setting("tax", 5));
          }
        }
        """);

    assertThat(modules.loadIn("dev").all().getFirst().spec().settings())
        .containsEntry("tax", 0)
        .containsEntry("name", "Shop");
    assertThat(modules.loadIn("prod").all().getFirst().spec().settings())
        .containsEntry("tax", 5)
        .containsEntry("name", "Shop");
  }

  @Test
  void aPackageWithoutASpecHasAnEmptyOne() {
    modules.module("shop", "Item", "item");

    assertThat(modules.load().all().getFirst().spec().name()).isEqualTo("shop");
  }

  @Test
  void aModuleMayInheritFromAnAbstractOneOfAnotherPackage() {
    modules
        .file(
            "base/Titled.java",
            """
            package base;

            import static io.limp.api.Limp.*;
            import io.limp.api.*;

            public abstract class Titled implements LimpModule {
              public static final Attr<String> TITLE = str("title");
            }
            """)
        .file(
            "shop/Item.java",
            """
            package shop;

            import base.Titled;
            import io.limp.api.*;

            public final class Item extends Titled {
              @Override
              public ModuleSpec spec() {
                return ModuleSpec.of("item").collection("items").attrs(Titled.class);
              }
            }
            """);

    assertThat(modules.load("shop").modules())
        .extracting(LoadedModule::name)
        .containsExactly("item");
  }

  @Test
  void modulesSeeTheApiAndTheBuiltInModulesButNotTheServer() {
    modules
        .file(
            "good/Good.java",
            """
            package good;

            import io.limp.api.*;
            import io.limp.core.User;

            public final class Good implements LimpModule {
              @Override
              public ModuleSpec spec() {
                return ModuleSpec.of("good" + User.NAME.name());
              }
            }
            """)
        .file(
            "bad/Bad.java", "package bad;\n\nclass Bad {\n  io.limp.call.ModuleTable table;\n}\n");

    assertThat(modules.load().modules()).extracting(LoadedModule::name).containsExactly("goodname");
    assertThat(modules.report())
        .isEqualTo(
            """
            modules/bad/Bad.java:4: package io.limp.call does not exist
                io.limp.call.ModuleTable table;
                            ^

            1 problem in 1 file\
            """);
  }

  @Test
  void aFileBesideTheSourcesIsAResource() {
    modules
        .file("shop/greeting.txt", "hello")
        .file(
            "shop/Item.java",
            """
            package shop;

            import io.limp.api.*;

            public final class Item implements LimpModule {
              @Override
              public ModuleSpec spec() {
                try (var in = Item.class.getResourceAsStream("greeting.txt")) {
                  return ModuleSpec.of(new String(in.readAllBytes()));
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              }
            }
            """);

    assertThat(modules.load().modules()).extracting(LoadedModule::name).containsExactly("hello");
  }

  private List<Path> cached() throws IOException {
    try (Stream<Path> files = Files.list(modules.cache())) {
      return files.toList();
    }
  }

  private static List<String> names(Packages packages) {
    return packages.all().stream().map(LoadedPackage::name).toList();
  }
}
