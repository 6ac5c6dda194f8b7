import com.google.googlejavaformat.java.Formatter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Checks or repairs the format of every Java file below the current folder. Run by Maven in the
 * phase verify:
 *
 * <pre>
 * mvn -N verify                  fails when a file is not formatted, and names it
 * mvn -N verify -Dformat=apply   formats the files
 * </pre>
 */
class FormatSources {
  static final Set<String> SKIPPED = Set.of("target", "node_modules", ".git", ".limp-cache");

  public static void main(String[] args) throws Exception {
    String mode = args[0];
    if (mode.equals("skip")) {
      return;
    }
    if (!Set.of("check", "apply").contains(mode)) {
      throw new IllegalArgumentException("-Dformat is check, apply or skip, not " + mode);
    }
    AtomicInteger wrong = new AtomicInteger();
    List<Path> files = javaFiles(Path.of(""));
    files.parallelStream()
        .forEach(
            file -> {
              try {
                String text = Files.readString(file);
                String formatted = new Formatter().formatSourceAndFixImports(text);
                if (formatted.equals(text)) {
                  return;
                }
                if (mode.equals("apply")) {
                  Files.writeString(file, formatted);
                  System.out.println("Formatted " + file);
                } else {
                  wrong.incrementAndGet();
                  System.err.println("Not formatted: " + file);
                }
              } catch (Exception e) {
                wrong.incrementAndGet();
                System.err.println(file + ": " + e.getMessage());
              }
            });
    if (wrong.get() > 0) {
      System.err.println("To format: mvn -q -N verify -Dformat=apply");
      System.exit(1);
    }
  }

  static List<Path> javaFiles(Path folder) throws Exception {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !SKIPPED.contains(entry.getFileName().toString()))
          .flatMap(
              entry -> {
                try {
                  return Files.isDirectory(entry)
                      ? javaFiles(entry).stream()
                      : Stream.of(entry).filter(file -> file.toString().endsWith(".java"));
                } catch (Exception e) {
                  throw new IllegalStateException(entry.toString(), e);
                }
              })
          .toList();
    }
  }
}
