package io.limp.boot;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/**
 * The jars directly in the modules folder. One that holds modules is a package; one that does not
 * is a library for all packages. They share one class loader, because they may refer to each other
 * in any order.
 */
final class JarPackages {
  private static final Pattern VERSION = Pattern.compile("-\\d.*$");

  private JarPackages() {}

  static URLClassLoader loader(List<Path> jars, ClassLoader api) {
    return new URLClassLoader("jars", PackageClassLoader.urls(jars), api);
  }

  /** The package that a jar would be: {@code shop-tools-1.2.jar} is {@code shop_tools}. */
  static String name(Path jar) {
    String file = jar.getFileName().toString();
    Matcher version = VERSION.matcher(file.substring(0, file.length() - ".jar".length()));
    return version.replaceFirst("").replace('-', '_').toLowerCase(Locale.ROOT);
  }

  /** A jar's classes; without candidates when it is a mere library or cannot be read. */
  static PackageCode read(Path jar, URLClassLoader loader, Problems problems) throws IOException {
    ModuleClasses modules = new ModuleClasses();
    List<SourceFile> texts = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().filter(JarPackages::isClass).toList()) {
        modules.add(file.getInputStream(entry).readAllBytes());
      }
      for (JarEntry entry : file.stream().filter(entry -> isText(jar, entry)).toList()) {
        String text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        texts.add(SourceFile.of(Path.of(jar + "!" + entry.getName()), entry.getName(), text));
      }
    } catch (ZipException e) {
      problems.error(
          Place.file(SourceFile.shown(jar)), "the file is no readable jar: " + e.getMessage());
    }
    return new PackageCode(
        name(jar),
        new Origin.Jar(jar),
        modules.candidates(false),
        loader,
        texts,
        List.of(),
        new Fingerprint().add(jar).sum(),
        false);
  }

  /** In the jar {@code shop-1.2.jar}: {@code shop/l10n/en_AE.properties}. */
  private static boolean isText(Path jar, JarEntry entry) {
    return entry.getName().startsWith(name(jar) + "/" + ReadTexts.FOLDER + "/")
        && entry.getName().endsWith(ReadTexts.ENDING);
  }

  private static boolean isClass(JarEntry entry) {
    String name = entry.getName();
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && !name.endsWith("module-info.class")
        && !name.endsWith("package-info.class");
  }
}
