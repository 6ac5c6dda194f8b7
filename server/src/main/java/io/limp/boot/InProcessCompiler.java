package io.limp.boot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles a package from memory to memory; nothing of it touches the disk. */
final class InProcessCompiler {
  static final String NO_COMPILER =
      "This Java has no compiler (the module jdk.compiler), and limpd compiles the sources of"
          + " modules when it starts: run it with a full JDK, not with a JRE.";

  /**
   * -parameters and -g: names and lines in reports. No processors: they would run in the server.
   */
  private static final List<String> OPTIONS =
      List.of("-parameters", "-g", "-Xlint:none", "-nowarn", "-proc:none");

  /** Packages whose classes everybody knows by their simple names. */
  private static final Pattern WELL_KNOWN =
      Pattern.compile("\\b(?:java\\.lang|java\\.util|io\\.limp\\.api)\\.(?=[A-Z])");

  private InProcessCompiler() {}

  /**
   * Compiles the folder's files.
   *
   * @param classPath jars and folders
   * @param imported classes of other packages, by binary name
   * @return classes by binary name, or nothing when there were errors; they are in the problems
   */
  static Optional<Map<String, byte[]>> compile(
      SourceFolder folder, List<Path> classPath, Map<String, byte[]> imported, Problems problems) {
    // Asked before javax.tools is touched: without its module even naming it is a
    // NoClassDefFoundError.
    if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
      problems.error(Place.NOWHERE, NO_COMPILER);
      return Optional.empty();
    }
    return WithJavac.compile(folder, classPath, imported, problems);
  }

  /** All that names javax.tools. */
  private static final class WithJavac {
    static Optional<Map<String, byte[]>> compile(
        SourceFolder folder,
        List<Path> classPath,
        Map<String, byte[]> imported,
        Problems problems) {
      JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
      if (javac == null) {
        problems.error(Place.NOWHERE, NO_COMPILER);
        return Optional.empty();
      }
      DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
      try (StandardJavaFileManager disk =
              javac.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8);
          MemoryFiles files = new MemoryFiles(disk, imported)) {
        disk.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
        // An empty source path: javac would compile sources that it finds in jars as well.
        disk.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
        // An empty module path: javac must not find modules in its own process's.
        disk.setLocationFromPaths(StandardLocation.MODULE_PATH, List.of());
        List<SourceText> sources = folder.files().stream().map(SourceText::new).toList();
        boolean compiled =
            javac.getTask(Writer.nullWriter(), files, diagnostics, OPTIONS, null, sources).call();
        diagnostics.getDiagnostics().stream()
            .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .forEach(diagnostic -> tell(diagnostic, problems));
        return compiled ? Optional.of(files.written()) : Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void tell(Diagnostic<? extends JavaFileObject> diagnostic, Problems problems) {
      List<String> lines =
          WELL_KNOWN
              .matcher(diagnostic.getMessage(Locale.ENGLISH))
              .replaceAll("")
              .lines()
              .map(String::strip)
              .toList();
      Place place =
          diagnostic.getSource() instanceof SourceText source
              // The offset, because javac's columns count a tab as eight.
              ? source.file.offset((int) diagnostic.getPosition())
              : Place.NOWHERE;
      problems.error(place, lines.getFirst(), lines.subList(1, lines.size()));
    }
  }

  private static final class SourceText extends SimpleJavaFileObject {
    private final SourceFile file;

    SourceText(SourceFile file) {
      super(file.path().toUri(), Kind.SOURCE);
      this.file = file;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return file.text();
    }
  }

  private static final class ClassBytes extends SimpleJavaFileObject {
    private final String className;
    private byte[] bytes;

    ClassBytes(String className, byte[] bytes) {
      super(URI.create("memory:///" + className.replace('.', '/') + ".class"), Kind.CLASS);
      this.className = className;
      this.bytes = bytes;
    }

    @Override
    public OutputStream openOutputStream() {
      return new ByteArrayOutputStream() {
        @Override
        public void close() {
          bytes = toByteArray();
        }
      };
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(bytes);
    }
  }

  /** Writes classes to memory, and finds the imported packages' classes there. */
  private static final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final List<ClassBytes> written = new ArrayList<>();
    private final Map<String, byte[]> imported;

    MemoryFiles(JavaFileManager disk, Map<String, byte[]> imported) {
      super(disk);
      this.imported = imported;
    }

    Map<String, byte[]> written() {
      Map<String, byte[]> classes = new LinkedHashMap<>();
      written.forEach(file -> classes.put(file.className, file.bytes));
      return classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      ClassBytes file = new ClassBytes(className, new byte[0]);
      written.add(file);
      return file;
    }

    @Override
    public Iterable<JavaFileObject> list(
        Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
        throws IOException {
      Iterable<JavaFileObject> onDisk = super.list(location, packageName, kinds, recurse);
      if (location != StandardLocation.CLASS_PATH || !kinds.contains(JavaFileObject.Kind.CLASS)) {
        return onDisk;
      }
      Collection<JavaFileObject> all = new ArrayList<>();
      onDisk.forEach(all::add);
      imported.forEach(
          (name, bytes) -> {
            if (name.substring(0, Math.max(0, name.lastIndexOf('.'))).equals(packageName)) {
              all.add(new ClassBytes(name, bytes));
            }
          });
      return all;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
      return file instanceof ClassBytes bytes
          ? bytes.className
          : super.inferBinaryName(location, file);
    }
  }
}
