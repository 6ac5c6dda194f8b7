package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.call.LoadedModule;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarPackagesTest {
  private static final String SPEC =
      """
      package %s;

      import io.limp.api.*;

      public final class %s implements LimpModule {
        @Override
        public ModuleSpec spec() {
          return ModuleSpec.of("%s");
        }
      }
      """;

  @TempDir Path temp;
  private ModulesFolder modules;

  @BeforeEach
  void emptyFolder() {
    modules = new ModulesFolder(temp);
  }

  @Test
  void aJarWithModulesIsAPackageCalledAsItsFile() throws IOException {
    jar(
        "modules/gift-shop-1.2.3.jar",
        "com.example.gifts",
        "Gift",
        SPEC.formatted("com.example.gifts", "Gift", "gift"));

    Packages packages = modules.load();

    assertThat(modules.problems().isEmpty()).isTrue();
    assertThat(packages.modules())
        .extracting(LoadedModule::packageName, LoadedModule::name)
        .containsExactly(org.assertj.core.api.Assertions.tuple("gift_shop", "gift"));
  }

  @Test
  void aJarWithoutModulesIsALibraryForAllPackages() throws IOException {
    jar(
        "modules/words-2.jar",
        "words",
        "Words",
        "package words; public class Words { public static String name() { return \"item\"; } }");
    modules.file(
        "shop/Item.java",
        SPEC.formatted("shop", "Item", "x").replace("\"x\"", "words.Words.name()"));

    Packages packages = modules.load();

    assertThat(packages.all()).extracting(LoadedPackage::name).containsExactly("shop");
    assertThat(packages.modules()).extracting(LoadedModule::name).containsExactly("item");
  }

  @Test
  void aJarInLibIsSeenByItsOwnPackageOnly() throws IOException {
    jar(
        "modules/shop/lib/words.jar",
        "words",
        "Words",
        "package words; public class Words { public static String name() { return \"item\"; } }");
    String source = SPEC.formatted("shop", "Item", "x").replace("\"x\"", "words.Words.name()");
    modules
        .file("shop/Item.java", source)
        .file("till/Item.java", source.replace("package shop", "package till"));

    assertThat(modules.load().modules()).extracting(LoadedModule::name).containsExactly("item");
    assertThat(modules.report()).contains("till/Item.java:8: package words does not exist");
  }

  @Test
  void sourcesThatLieInJarsAreNoPartOfAPackage() throws IOException {
    String helper = SPEC.formatted("words", "Words", "words");
    jar("modules/shop/lib/words.jar", "words", "Words", helper);
    addToJar("modules/shop/lib/words.jar", "words/Words.java", helper);
    modules.file(
        "shop/Item.java",
        SPEC.formatted("shop", "Item", "item").replace("{\n  @", "{ words.Words words;\n  @"));

    assertThat(modules.load().modules()).extracting(LoadedModule::name).containsExactly("item");
    assertThat(modules.problems().isEmpty()).isTrue();
  }

  @Test
  void aFolderAndAJarOfOneNameAreTold() throws IOException {
    jar("modules/shop-1.jar", "a", "A", SPEC.formatted("a", "A", "a"));
    modules.module("shop", "Item", "item");

    modules.load();

    assertThat(modules.report())
        .contains("modules/shop: this package is in modules/shop-1.jar too");
  }

  @Test
  void aFileThatIsNoJarIsTold() throws IOException {
    Files.writeString(modules.path().resolve("broken.jar"), "not a jar");

    modules.load();

    assertThat(modules.report()).contains("modules/broken.jar: the file is no readable jar");
  }

  @Test
  void aMistakeInAJarNamesTheJarAndTheSourceFile() throws IOException {
    jar(
        "modules/shop-1.jar",
        "a",
        "A",
        SPEC.formatted("a", "A", "a").replace("\"a\"", "\"a\".substring(5)"));

    modules.load();

    assertThat(modules.report())
        .startsWith("modules/shop-1.jar!A.java:8: A: StringIndexOutOfBounds");
  }

  private void jar(String name, String packageName, String className, String source)
      throws IOException {
    Path sources = temp.resolve("jar-sources");
    Path file = sources.resolve(className + ".java");
    Files.createDirectories(sources);
    Files.writeString(file, source);
    SourceFolder folder =
        new SourceFolder(
            packageName,
            sources,
            java.util.List.of(new SourceFile(file, className + ".java", source)),
            java.util.List.of(),
            java.util.List.of());
    Map<String, byte[]> classes =
        InProcessCompiler.compile(folder, ApiLoader.classPath(), Map.of(), new Problems())
            .orElseThrow();
    Path jar = temp.resolve(name);
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey().replace('.', '/') + ".class"));
        out.write(entry.getValue());
      }
    }
  }

  private void addToJar(String name, String entry, String text) throws IOException {
    try (FileSystem jar = FileSystems.newFileSystem(temp.resolve(name))) {
      Files.writeString(jar.getPath(entry), text);
    }
  }
}
