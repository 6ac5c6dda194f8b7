package io.limp.boot;

import static io.limp.boot.ModulesFolder.packageSource;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that need others: their order, and what is wrong with what they ask for. */
class PackageDependenciesTest {
  @TempDir Path temp;
  private ModulesFolder modules;

  @BeforeEach
  void emptyFolder() {
    modules = new ModulesFolder(temp);
  }

  private List<String> order(String... only) {
    return modules.load(only).all().stream().map(LoadedPackage::name).toList();
  }

  @Test
  void aPackageComesBehindThoseThatItDependsOn() {
    modules
        .file("a/A.java", packageSource("a", ".dependsOn(\"c\", \"b\")"))
        .file("b/B.java", packageSource("b", ""))
        .file("c/C.java", packageSource("c", ".dependsOn(\"d\")"))
        .file("d/D.java", packageSource("d", ""));

    assertThat(order()).containsExactly("d", "c", "b", "a");
    assertThat(modules.report()).isEmpty();
  }

  @Test
  void itsModulesAreMadeAfterThoseOfThem() {
    String module =
        """
        package %1$s;

        import io.limp.api.*;

        public final class %2$sModule implements LimpModule {
          static {
            System.setProperty("limp.test.made", System.getProperty("limp.test.made", "") + "%1$s");
          }

          @Override
          public ModuleSpec spec() {
            return ModuleSpec.of("%1$s_module");
          }
        }
        """;
    modules
        .file("a/A.java", packageSource("a", ".dependsOn(\"b\")"))
        .file("a/AModule.java", module.formatted("a", "A"))
        .file("b/BModule.java", module.formatted("b", "B"));
    try {
      modules.load();
      assertThat(System.getProperty("limp.test.made")).isEqualTo("ba");
    } finally {
      System.clearProperty("limp.test.made");
    }
  }

  @Test
  void aPackageThatIsNotThereIsToldWithTheNearest() {
    modules
        .file("a/A.java", packageSource("a", ".dependsOn(\"shpo\")"))
        .file("shop/Shop.java", packageSource("shop", ""));

    modules.load();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/a/A.java:11: a: it depends on a package that is not there: no package "shpo", perhaps "shop"; the modules folder has a, shop
                .dependsOn("shpo");
                            ^

            1 problem in 1 file\
            """);
  }

  @Test
  void aPackageThatTheOptionLeavesOutIsTold() {
    modules
        .file("a/A.java", packageSource("a", ".dependsOn(\"shop\")"))
        .file("shop/Shop.java", packageSource("shop", ""));

    modules.load("a");

    assertThat(modules.report())
        .contains("a: it depends on shop, which --packages leaves out; add it there");
  }

  @Test
  void packagesThatDependOnEachOtherInACircleAreNamed() {
    modules
        .file("a/A.java", packageSource("a", ".dependsOn(\"b\")"))
        .file("b/B.java", packageSource("b", ".dependsOn(\"c\")"))
        .file("c/C.java", packageSource("c", ".dependsOn(\"a\")"))
        .file("d/D.java", packageSource("d", ".dependsOn(\"d\")"));

    modules.load();

    assertThat(modules.report())
        .contains(
            """
            modules/c/C.java:11: c: packages depend on each other in a circle: a -> b -> c -> a
                .dependsOn("a");
                            ^
            """)
        .contains("d: it depends on itself")
        .endsWith("2 problems in 2 files");
  }

  @Test
  void anImportAgainstTheDependencyIsACircleToo() {
    modules
        .module("b", "Item", "item")
        .file("b/B.java", packageSource("b", ".dependsOn(\"a\")"))
        .file(
            "a/A.java",
            packageSource("a", "").replace("import java", "import b.Item;\nimport java"));

    modules.load();

    assertThat(modules.report())
        .contains("a: packages depend on each other in a circle: b -> a -> b");
  }

  @Test
  void aPackageThatDoesNotCompileIsNotMissedAgain() {
    modules
        .file("a/A.java", packageSource("a", ".dependsOn(\"b\")"))
        .file("b/B.java", "package b; public class B {");

    modules.load();

    assertThat(modules.report()).doesNotContain("depends").endsWith("1 problem in 1 file");
  }
}
