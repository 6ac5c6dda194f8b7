package io.limp.boot;

import static io.limp.boot.ModulesFolder.packageSource;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Texts;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What packages say in several languages. */
class PackageTextsTest {
  @TempDir Path temp;

  @Test
  void textsComeFromFilesAndFromThePackageItself() {
    ModulesFolder modules =
        new ModulesFolder(temp)
            .file(
                "shop/Shop.java",
                packageSource(
                    "shop",
                    """
                    .locales("en_AE", "ar_AE")
                    .l10n("en_AE", java.util.Map.of("bye", "Bye"))
                    .l10n("ar_AE", java.util.Map.of("bye", "مع السلامة"))
                    """))
            .file("shop/l10n/en_AE.properties", "# Said first\nhello = Hello {name}\n")
            .file("shop/l10n/ar_AE.properties", "\uFEFFhello = مرحبا {name}\n");

    Packages packages = modules.check();

    assertThat(modules.report()).isEmpty();
    Texts texts = JoinedWords.of(packages.specs()).texts();
    assertThat(texts.of("shop", "ar_AE"))
        .isEqualTo(Map.of("hello", "مرحبا {name}", "bye", "مع السلامة"));
    assertThat(texts.find("shop", "hello", "en_GB")).contains("Hello {name}");
    assertThat(texts.find("shop", "hello", "fr_FR")).contains("Hello {name}");
    assertThat(Texts.filled("Hello {name}, {name}! {x}", Map.of("name", "A$1")))
        .isEqualTo("Hello A$1, A$1! {x}");
  }

  @Test
  void whatIsMissingOrDiffersIsWarnedOf() {
    ModulesFolder modules =
        new ModulesFolder(temp)
            .file("shop/Shop.java", packageSource("shop", ".locales(\"en_AE\", \"ar_AE\")"))
            .file("shop/l10n/en_AE.properties", "bye=Bye\nhello=Hello {name}\nonly=Here\n")
            .file("shop/l10n/ar_AE.properties", "bye=مع السلامة\nhello: مرحبا {nmae}\n")
            .file("shop/l10n/en_EA.properties", "bye=Bye\nhello=Hello {name}\nonly=Here\n");

    modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/shop/l10n/ar_AE.properties: warning: shop: l10n: ar_AE has no text for only; another language is shown

            modules/shop/l10n/ar_AE.properties:2: warning: shop: l10n: hello has {nmae} in ar_AE and {name} in en_AE
                hello: مرحبا {nmae}
                ^

            modules/shop/l10n/en_EA.properties: warning: l10n: the app has no en_EA, perhaps en_AE; its languages are en_AE, ar_AE

            3 warnings in 2 files\
            """);
    assertThat(modules.problems().hasErrors()).isFalse();
  }

  @Test
  void mistakesInFilesAreToldAtTheirLines() {
    ModulesFolder modules =
        new ModulesFolder(temp)
            .file(
                "shop/Shop.java",
                packageSource(
                    "shop",
                    ".locales(\"en_AE\").l10n(\"en_AE\", java.util.Map.of(\"bye\", \"x\"))"))
            .file("shop/l10n/en_AE.properties", "a = 1\nbye = 2\na = 3\n")
            .file("shop/l10n/english.properties", "a = \\u00zz\n");

    modules.check();

    assertThat(modules.report())
        .contains("modules/shop/l10n/en_AE.properties:1: two texts are called a")
        .contains(
            "modules/shop/l10n/en_AE.properties:2: the text \"bye\" is in the package's .l10n(...)"
                + " too")
        .contains(
            "modules/shop/l10n/english.properties: the file cannot be read: Malformed \\uxxxx"
                + " encoding.");
  }
}
