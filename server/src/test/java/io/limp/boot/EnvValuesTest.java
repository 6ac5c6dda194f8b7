package io.limp.boot;

import static io.limp.boot.ModulesFolder.packageSource;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.PackageSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts of packages that stand for variables of the environment. */
class EnvValuesTest {
  private static final String WORDS =
      """
      .setting("map", Map.of("key", "$env.MAP_KEY", "zoom", 3, "hosts", List.of("$env.HOST:a.example")))
      .setting("price", "5 $env.MAP_KEY")
      .clientApp("shop", "web", "$env.SHOP_ORIGIN")
      .anonToken("$env.ANON:anybody")
      .doc(Item.class, Id.of("5f00000000000000000000e1"), Doc.of(Item.TITLE, "$env.TITLE"))
      .profile("prod", prod -> prod.setting("mode", "$env.MODE:careful"))
      """;

  @TempDir Path temp;

  private ModulesFolder modules() {
    return new ModulesFolder(temp)
        .module("shop", "Item", "item")
        .file(
            "shop/Shop.java",
            packageSource("shop", WORDS)
                .replace("import java", "import java.util.*;\nimport java"));
  }

  @Test
  void aVariableTakesThePlaceOfItsName() {
    ModulesFolder modules =
        modules()
            .variables(
                Map.of("MAP_KEY", "k-1", "SHOP_ORIGIN", "https://shop.example", "TITLE", "First"));

    PackageSpec spec = modules.loadIn("prod").specs().getFirst();

    assertThat(modules.report()).isEmpty();
    assertThat(spec.settings())
        .containsEntry("map", Map.of("key", "k-1", "zoom", 3, "hosts", List.of("a.example")))
        .containsEntry("price", "5 $env.MAP_KEY")
        .containsEntry("mode", "careful");
    assertThat(spec.clients().apps().getFirst().hosts()).containsExactly("https://shop.example");
    assertThat(spec.clients().anonToken()).contains("anybody");
    assertThat(spec.docs().getFirst().doc().values()).containsEntry("title", "First");
  }

  @Test
  void oneThatIsNotSetIsToldWithPackageAndLine() {
    ModulesFolder modules =
        modules()
            .variables(
                Map.of("MAP_KEY", "k-1", "SHOP_ORIGIN", "https://shop.example", "TILTE", "x"));

    modules.load();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/shop/Shop.java:16: shop: the environment variable TITLE is not set, perhaps TILTE; $env.TITLE asks for it
                .doc(Item.class, Id.of("5f00000000000000000000e1"), Doc.of(Item.TITLE, "$env.TITLE"))
                                                                                        ^

            1 problem in 1 file\
            """);
  }

  @Test
  void aNameThatIsNoneIsTold() {
    ModulesFolder modules =
        new ModulesFolder(temp)
            .file("shop/Shop.java", packageSource("shop", ".setting(\"a\", \"$env.MAP-KEY\")"));

    modules.load();

    assertThat(modules.report())
        .contains("shop: \"$env.MAP-KEY\" names no variable; $env.NAME or $env.NAME:text does");
  }
}
