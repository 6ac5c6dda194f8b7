package io.limp.boot;

import io.limp.call.LoadedModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A modules folder that a test writes, and what comes of loading it. */
final class ModulesFolder {
  private final Path temp;
  private Problems problems = new Problems();
  private Variables variables = Variables.NONE;

  ModulesFolder(Path temp) {
    this.temp = temp;
    folder(path());
  }

  Path path() {
    return temp.resolve("modules");
  }

  Path cache() {
    return temp.resolve(".limp-cache");
  }

  ModulesFolder file(String name, String text) {
    Path file = path().resolve(name);
    folder(file.getParent());
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A module that keeps documents with one attribute, in a file of its own. */
  ModulesFolder module(String packageName, String className, String moduleName) {
    return file(
        packageName + "/" + className + ".java",
        """
        package %s;

        import static io.limp.api.Limp.*;
        import io.limp.api.*;

        public final class %s implements LimpModule {
          public static final Attr<String> TITLE = str("title");

          @Override
          public ModuleSpec spec() {
            return ModuleSpec.of("%s").collection("%s").attrs(%s.class).read(permit("read"));
          }
        }
        """
            .formatted(packageName, className, moduleName, moduleName, className));
  }

  /** The source of a class that is called as its package and says these words. */
  static String packageSource(String name, String words) {
    return """
    package %s;

    import static io.limp.api.Limp.*;
    import io.limp.api.*;
    import java.time.Duration;

    public final class %s implements LimpPackage {
      @Override
      public PackageSpec spec() {
        return PackageSpec.of("%s")
        %s;
      }
    }
    """
        .formatted(
            name, name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), name, words);
  }

  /** The variables that packages may ask for. */
  ModulesFolder variables(Map<String, String> all) {
    variables = Variables.of(all);
    return this;
  }

  Packages load(String... only) {
    return loadIn("dev", only);
  }

  Packages loadIn(String environment, String... only) {
    problems = new Problems();
    return new PackageLoader(List.of(path()), cache(), variables)
        .load(List.of(only), environment, problems);
  }

  /** Loads and checks everything, beside these built-in modules. */
  Packages check(LoadedModule... builtIn) {
    Packages packages = load();
    SpecCheck.check(List.of(builtIn), packages, problems);
    return packages;
  }

  Problems problems() {
    return problems;
  }

  /** The report, with paths below the modules folder's parent. */
  String report() {
    return problems.report().replace(temp.toAbsolutePath() + "/", "");
  }

  private static void folder(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
