package io.limp.boot;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one package: its own, the jars of its folder {@code lib}, then what the packages
 * see that it imports. A reload makes a new one; the old one goes when its last call is done.
 *
 * <p>Files beside the sources are resources: {@code Blog.class.getResource("welcome.html")}.
 */
final class PackageClassLoader extends URLClassLoader {
  private final Path folder;
  private final Map<String, byte[]> classes;
  private final List<ClassLoader> others;

  static {
    registerAsParallelCapable();
  }

  PackageClassLoader(
      SourceFolder source, Map<String, byte[]> classes, ClassLoader api, List<ClassLoader> others) {
    super(source.name(), urls(source.jars()), api);
    this.folder = source.path();
    this.classes = classes;
    this.others = others;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes != null) {
      return defineClass(name, bytes, 0, bytes.length);
    }
    try {
      return super.findClass(name);
    } catch (ClassNotFoundException e) {
      for (ClassLoader other : others) {
        try {
          return other.loadClass(name);
        } catch (ClassNotFoundException notThere) {
          // The next one may have it.
        }
      }
      throw e;
    }
  }

  @Override
  public @Nullable URL findResource(String name) {
    String own = folder.getFileName() + "/";
    if (name.startsWith(own)) {
      Path file = folder.resolve(name.substring(own.length())).normalize();
      if (file.startsWith(folder) && Files.isRegularFile(file)) {
        return url(file);
      }
    }
    return super.findResource(name);
  }

  static URL[] urls(List<Path> jars) {
    return jars.stream().map(PackageClassLoader::url).toArray(URL[]::new);
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(file + " is no URL", e);
    }
  }

  /** Closes the jars without a word of failure: nothing that matters is open for writing. */
  static void closeQuietly(URLClassLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      // The process keeps a file handle longer than it needs to.
    }
  }
}
