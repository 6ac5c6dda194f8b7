package io.limp.boot;

import io.limp.api.LimpModule;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows the classes of packages what they may see of the server: the API and the built-in modules.
 * The rest stays out of sight, so a package that brings a library of its own never meets the
 * server's version of it.
 */
final class ApiLoader extends ClassLoader {
  private static final List<String> VISIBLE =
      List.of("io.limp.api.", "io.limp.core.", "org.jspecify.");

  private final ClassLoader server;

  static {
    registerAsParallelCapable();
  }

  ApiLoader() {
    super("limp", ClassLoader.getPlatformClassLoader());
    server = ApiLoader.class.getClassLoader();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (VISIBLE.stream().anyMatch(name::startsWith)) {
      return server.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  /** The jars (in development: folders) that hold what is visible: the compiler's class path. */
  static List<Path> classPath() {
    try {
      return List.of(
          holding(LimpModule.class),
          // The package itself, because it is there whatever modules there are.
          holding(Class.forName("io.limp.core.package-info")),
          holding(Nullable.class));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The core jar is not on the class path", e);
    }
  }

  private static Path holding(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type + " lies at a place that is no path", e);
    }
  }
}
