package io.limp.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/**
 * A folder with the real {@code limpd} in it, and around it a machine that the test makes up: which
 * JDKs there are, which commands, and a daemon that says what it was started with.
 */
final class Launcher {
  /** The folder of LIMP itself; Maven says where. */
  static final Path LIMP =
      Path.of(System.getProperty("limp.home", "..")).toAbsolutePath().normalize();

  static final Path THIS_JDK = Path.of(System.getProperty("java.home"));

  /** What limpd may call, and mvn and java only when the test says so. */
  private static final List<String> COMMANDS =
      List.of(
          "sh",
          "cat",
          "cksum",
          "cp",
          "find",
          "head",
          "ln",
          "ls",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "rmdir",
          "sed",
          "sleep",
          "stat",
          "touch",
          "tr");

  final Path home;
  private final Path machine;
  private final Map<String, String> environment = new TreeMap<>();

  /**
   * @param machine an empty folder for all that is made up
   * @param home where limpd goes
   */
  Launcher(Path machine, Path home) {
    this.machine = machine;
    this.home = home;
    try {
      Files.createDirectories(home);
      Files.createDirectories(machine.resolve("jdks"));
      Files.createDirectories(machine.resolve("bin"));
      Files.copy(LIMP.resolve("limpd"), home.resolve("limpd"));
      home.resolve("limpd").toFile().setExecutable(true);
      for (String command : COMMANDS) {
        for (String folder : List.of("/usr/bin", "/bin")) {
          Path real = Path.of(folder, command);
          if (Files.isExecutable(real)
              && Files.notExists(machine.resolve("bin").resolve(command))) {
            Files.createSymbolicLink(machine.resolve("bin").resolve(command), real);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.put("PATH", machine.resolve("bin").toString());
    environment.put("LIMP_JDK_DIRS", machine.resolve("jdks").toString());
    environment.put("HOME", machine.toString());
  }

  /** With the jars beside limpd: nothing to build. */
  Launcher asDistribution() {
    writeDaemon(home.resolve("lib"));
    return this;
  }

  /**
   * A clone that was never built. The daemon that the made-up Maven "builds" is ready in {@code
   * prebuilt}.
   */
  Launcher asClone() {
    writeDaemon(machine.resolve("prebuilt"));
    write(home.resolve("pom.xml"), "<project/>");
    write(home.resolve("server/src/main/java/Some.java"), "class Some {}");
    return this;
  }

  Launcher withThisJdk() {
    return withLink("jdks/jdk-of-this-test", THIS_JDK);
  }

  Launcher withLink(String name, Path target) {
    try {
      Files.createDirectories(machine.resolve(name).getParent());
      Files.createSymbolicLink(machine.resolve(name), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A folder that looks like a Java from outside. */
  Path withJavaLike(String name, String version, String modules, String... programs) {
    Path folder = machine.resolve("jdks").resolve(name);
    write(
        folder.resolve("release"),
        "JAVA_VERSION=\"%s\"%nMODULES=\"%s\"%n".formatted(version, modules));
    for (String program : programs) {
      writeProgram(folder.resolve("bin").resolve(program), "exit 3");
    }
    return folder;
  }

  /** Puts a command on the PATH. */
  Launcher withCommand(String name, String script) {
    writeProgram(machine.resolve("bin").resolve(name), script);
    return this;
  }

  /** A Maven that takes its time and counts how often it ran, in the file {@code builds}. */
  Launcher withMaven() {
    return withCommand(
        "mvn",
        """
        echo built >>"%1$s/builds"
        sleep 1
        mkdir -p server/target/quick/limpd
        cp -R "%1$s/prebuilt" server/target/quick/limpd/lib
        touch server/target/quick/limpd/stamp
        """
            .formatted(machine));
  }

  Launcher with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  int builds() {
    try {
      Path builds = machine.resolve("builds");
      return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Result run(String... arguments) {
    return run(home.resolve("limpd").toString(), machine, arguments);
  }

  /** Runs {@code program}, a path to limpd, in a folder. */
  Result run(String program, Path folder, String... arguments) {
    try {
      Process process = start(program, folder, arguments);
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("limpd still runs after a minute; it said: " + output);
      }
      return new Result(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Process start(String program, Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static void writeDaemon(Path lib) {
    try {
      Files.createDirectories(lib);
      try (var jar = new JarOutputStream(Files.newOutputStream(lib.resolve("limp-server.jar")))) {
        jar.putNextEntry(new JarEntry("io/limp/cli/Limpd.class"));
        jar.write(Daemon.CLASS_FILE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeProgram(Path file, String script) {
    write(file, "#!/bin/sh\nset -eu\n" + script + "\n");
    file.toFile().setExecutable(true);
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param code what limpd ended with
   * @param output what it wrote, errors among the rest
   */
  record Result(int code, String output) {}

  /** Compiled once for all tests. */
  private static final class Daemon {
    private static final String SOURCE =
        """
        package io.limp.cli;

        public final class Limpd {
          public static void main(String[] args) throws Exception {
            System.out.println("arguments " + java.util.List.of(args));
            System.out.println("folder " + System.getProperty("user.dir"));
            System.out.println("home " + System.getProperty("limp.home"));
            System.out.println("jdk " + System.getProperty("java.home"));
            System.out.println("option " + System.getProperty("option"));
            System.out.println("cached " + java.util.Arrays.toString(
                ProcessHandle.current().info().arguments().orElseThrow()).contains("-XX:AOTCache="));
            System.out.println("process " + ProcessHandle.current().pid());
            if (args.length > 0 && args[0].equals("train") && System.getenv("TRAINING") != null) {
              System.exit(1);
            }
            if (args.length > 0 && args[0].equals("wait")) {
              new java.util.concurrent.CountDownLatch(1).await();
            }
          }
        }
        """;

    static final byte[] CLASS_FILE = compile();

    private static byte[] compile() {
      try {
        Path folder = Files.createTempDirectory("limp-launcher-test");
        Path source = folder.resolve("Limpd.java");
        Files.writeString(source, SOURCE);
        int code =
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), source.toString());
        if (code != 0) {
          throw new IllegalStateException("javac ended with " + code);
        }
        return Files.readAllBytes(folder.resolve("io/limp/cli/Limpd.class"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
