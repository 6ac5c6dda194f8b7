package io.limp.launcher;

import static io.limp.launcher.Launcher.LIMP;
import static io.limp.launcher.Launcher.THIS_JDK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.limp.launcher.Launcher.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code limpd}, on machines with and without a JDK, a Maven, and a finished build. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String ALL_MODULES = "java.base jdk.compiler jdk.zipfs";

  @TempDir Path temp;

  /** JUnit would warn of every link that leads out of the folder that it deletes. */
  @AfterEach
  void deleteLinks() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      for (Path link : files.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  @Test
  void theRealDaemonSaysItsVersion() throws IOException {
    Path jars = LIMP.resolve("server/target/limpd/lib");
    assumeTrue(Files.isDirectory(jars), "the server is not packaged: mvn verify does that");
    Launcher launcher = new Launcher(temp, temp.resolve("limp")).withThisJdk();
    Files.createSymbolicLink(launcher.home.resolve("lib"), jars);

    Result result = launcher.run("--version");

    assertThat(result.output()).startsWith("LIMPd v");
    assertThat(result.code()).isZero();
  }

  @Test
  void argumentsReachTheDaemonAsTheyAre() {
    Result result = distribution().withThisJdk().run("start", "two words", "", "*");

    assertThat(result.output()).contains("arguments [start, two words, , *]");
    assertThat(result.code()).isZero();
  }

  @Test
  void theDaemonRunsInTheFolderOfItsCallerAndKnowsItsOwn() throws IOException {
    Launcher launcher = distribution().withThisJdk();
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere")).toRealPath();

    Result result = launcher.run("../a home/limpd", elsewhere);

    assertThat(result.output())
        .contains("folder " + elsewhere + "\n")
        .contains("home " + launcher.home.toRealPath() + "\n");
  }

  @Test
  void linksToLimpdLeadHome() throws IOException {
    Launcher launcher = distribution().withThisJdk();
    Path direct = Files.createDirectories(temp.resolve("usr/local/bin")).resolve("limpd");
    Files.createSymbolicLink(direct, Path.of("../../../a home/limpd"));
    Path again = Files.createSymbolicLink(temp.resolve("another name"), direct);

    Result result = launcher.run(again.toString(), temp);

    assertThat(result.output()).contains("home " + launcher.home.toRealPath() + "\n");
  }

  @Test
  void limpdIsFoundOnThePath() throws IOException {
    Launcher launcher = distribution().withThisJdk();
    launcher.withCommand("start-limpd", "PATH=\"$PATH:" + launcher.home + "\" exec limpd");

    Result result = launcher.run(temp.resolve("bin/start-limpd").toString(), temp);

    assertThat(result.output()).contains("home " + launcher.home.toRealPath() + "\n");
  }

  @Test
  void optionsOfTheUserReachTheJvm() {
    Result result = distribution().withThisJdk().with("LIMP_JAVA_OPTS", "-Xmx64m -Doption=*").run();

    assertThat(result.output()).contains("option *\n");
  }

  @Test
  void aSignalEndsTheDaemon() throws Exception {
    Launcher launcher = distribution().withThisJdk();
    Process process = launcher.start(launcher.home.resolve("limpd").toString(), temp, "wait");
    try (BufferedReader output = process.inputReader()) {
      String line;
      do {
        line = output.readLine();
        assertThat(line).as("the daemon tells its process").isNotNull();
      } while (!line.startsWith("process "));

      assertThat(line)
          .as("the JVM took the place of the script")
          .isEqualTo("process " + process.pid());
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void javaHomeComesFirst() {
    Path jdk = temp.resolve("my jdk");
    Launcher launcher = distribution().withThisJdk().withLink("my jdk", THIS_JDK);

    assertThat(launcher.with("JAVA_HOME", jdk.toString()).run("--print-jdk").output())
        .isEqualTo(jdk + "\n");
  }

  @Test
  void anUnusableJavaHomeIsPassedOver() {
    Launcher launcher = distribution().withThisJdk();
    Path old = launcher.withJavaLike("java-17", "17.0.15", ALL_MODULES, "java", "javac");

    for (String home : new String[] {old.toString(), temp + "/no/such/folder", temp.toString()}) {
      Result result = launcher.with("JAVA_HOME", home).run();
      assertThat(result.output()).as(home).contains("arguments []");
    }
  }

  @Test
  void theJavaOnThePathIsFoundBehindItsLinks() {
    Launcher launcher =
        distribution()
            .withLink("alternatives/java", THIS_JDK.resolve("bin/java"))
            .withLink("bin/java", Path.of("../alternatives/java"));

    assertThat(launcher.run("--print-jdk").output()).isEqualTo(THIS_JDK + "\n");
  }

  @Test
  void aJavaThatIsAScriptIsAskedForItsHome() {
    Launcher launcher =
        distribution().withCommand("java", "exec '" + THIS_JDK + "/bin/java' \"$@\"");

    assertThat(launcher.run("--print-jdk").output()).isEqualTo(THIS_JDK + "\n");
  }

  @Test
  void aMachineWithoutJavaGetsOneSentence() {
    Result result = distribution().run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output().lines()).hasSize(1);
    assertThat(result.output()).startsWith("limpd: LIMP needs a JDK 25 or newer: install one");
  }

  @Test
  void whatWasFoundAndDoesNotFitIsNamed() {
    Launcher launcher = distribution();
    Path old = launcher.withJavaLike("java-17", "17.0.15", ALL_MODULES, "java", "javac");
    Path ancient = launcher.withJavaLike("java-8", "1.8.0_402", ALL_MODULES, "java", "javac");
    Path jre = launcher.withJavaLike("jre-25", "25.0.3", "java.base java.sql", "java");

    Result result = launcher.run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output().lines()).hasSize(1);
    assertThat(result.output())
        .contains("Java 17 in " + old)
        .contains("Java 8 in " + ancient)
        .contains(jre + ", which is a JRE without a compiler");
  }

  @Test
  void earlyAccessVersionsCount() {
    Launcher launcher = distribution();
    Path jdk = launcher.withJavaLike("jdk-27", "27-ea", ALL_MODULES, "java", "javac");

    assertThat(launcher.run("--print-jdk").output()).isEqualTo(jdk + "\n");
  }

  @Test
  void aCloneBuildsOnItsFirstRunOnly() {
    Launcher launcher =
        new Launcher(temp, temp.resolve("a home")).asClone().withThisJdk().withMaven();

    Result first = launcher.run();
    Result second = launcher.run();

    assertThat(first.output()).startsWith("Building LIMP (first run").contains("arguments []");
    assertThat(second.output()).startsWith("arguments []");
    assertThat(launcher.builds()).isEqualTo(1);
  }

  @Test
  void aCloneBuildsAgainWhenASourceIsNewer() throws IOException {
    Launcher launcher =
        new Launcher(temp, temp.resolve("a home")).asClone().withThisJdk().withMaven();
    launcher.run();
    Path stamp = launcher.home.resolve("server/target/quick/limpd/stamp");
    FileTime built = FileTime.from(Instant.now().minusSeconds(60));
    Files.setLastModifiedTime(stamp, built);
    for (Path old : new Path[] {Path.of("pom.xml"), Path.of("server/src/main/java/Some.java")}) {
      Files.setLastModifiedTime(launcher.home.resolve(old), built);
    }
    assertThat(launcher.run().output()).startsWith("arguments []");

    Launcher.write(launcher.home.resolve("server/src/main/java/Some.java"), "class Some2 {}");

    assertThat(launcher.run().output())
        .startsWith("Building LIMP (its sources have changed)")
        .contains("arguments []");
    assertThat(launcher.builds()).isEqualTo(2);
  }

  @Test
  void whatMavenBuiltIsNotBuiltAgain() throws IOException {
    Launcher launcher = new Launcher(temp, temp.resolve("a home")).asClone().withThisJdk();
    Path built = Files.createDirectories(launcher.home.resolve("server/target/limpd"));
    Files.move(temp.resolve("prebuilt"), built.resolve("lib"));
    Launcher.write(built.resolve("stamp"), "0.1.0");

    assertThat(launcher.run().output()).startsWith("arguments []");
  }

  @Test
  void aBuildEndsWithATrainingRunWhoseCacheIsUsed() throws IOException {
    Launcher launcher =
        new Launcher(temp, temp.resolve("a home")).asClone().withThisJdk().withMaven();

    assertThat(launcher.run().output()).contains("Preparing a quick start", "cached true");
    assertThat(caches(launcher)).hasSize(1);
    assertThat(launcher.run().output()).startsWith("arguments []").contains("cached true");
  }

  /** The JVM would run the classes of the old jars. */
  @Test
  void theCacheOfOtherJarsOrOptionsIsNotUsed() throws IOException {
    Launcher launcher =
        new Launcher(temp, temp.resolve("a home")).asClone().withThisJdk().withMaven();
    launcher.run();

    assertThat(launcher.with("LIMP_JAVA_OPTS", "-Doption=1").run().output())
        .startsWith("arguments []")
        .contains("cached false");
    launcher.with("LIMP_JAVA_OPTS", "");
    assertThat(launcher.run().output()).contains("cached true");

    Path jar = launcher.home.resolve("server/target/quick/limpd/lib/limp-server.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(10)));

    assertThat(launcher.run().output()).startsWith("arguments []").contains("cached false");
  }

  @Test
  void aFailedTrainingKeepsNothingFromStarting() throws IOException {
    Launcher launcher =
        new Launcher(temp, temp.resolve("a home")).asClone().withThisJdk().withMaven();
    launcher.with("TRAINING", "fails");

    Result result = launcher.run();

    assertThat(result.code()).isZero();
    assertThat(result.output())
        .contains("LIMP runs, but starts more slowly", "arguments []", "cached false");
    assertThat(caches(launcher)).isEmpty();
  }

  private static List<Path> caches(Launcher launcher) throws IOException {
    try (Stream<Path> files = Files.list(launcher.home.resolve(".limp-cache"))) {
      return files.filter(file -> file.toString().contains(".aot")).toList();
    }
  }

  @Test
  void twoThatStartAtOnceBuildOnce() {
    Launcher launcher =
        new Launcher(temp, temp.resolve("a home")).asClone().withThisJdk().withMaven();

    CompletableFuture<Result> other = CompletableFuture.supplyAsync(launcher::run);
    Result mine = launcher.run();

    assertThat(mine.output()).contains("arguments []");
    assertThat(other.join().output()).contains("arguments []");
    assertThat(launcher.builds()).isEqualTo(1);
  }

  @Test
  void theLockOfADeadBuildIsVoid() throws Exception {
    Launcher launcher =
        new Launcher(temp, temp.resolve("a home")).asClone().withThisJdk().withMaven();
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path cache = Files.createDirectories(launcher.home.resolve(".limp-cache"));
    Files.createSymbolicLink(cache.resolve("build.lock"), Path.of(Long.toString(dead.pid())));

    assertThat(launcher.run().output()).contains("arguments []");
    assertThat(cache.resolve("build.lock")).doesNotExist();
  }

  @Test
  void aFailedBuildShowsWhatMavenSaidAndIsTriedAgain() {
    Launcher launcher = new Launcher(temp, temp.resolve("a home")).asClone().withThisJdk();
    launcher.withCommand("mvn", "echo 'Some.java:1: no such luck'; exit 1");

    for (int attempt = 0; attempt < 2; attempt++) {
      Result result = launcher.run();
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.output()).contains("Some.java:1: no such luck", "limpd: the build failed");
    }
  }

  @Test
  void aCloneWithoutMavenSaysSo() {
    Result result = new Launcher(temp, temp.resolve("a home")).asClone().withThisJdk().run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output().lines()).hasSize(1);
    assertThat(result.output()).startsWith("limpd: LIMP is built by Maven, which is not installed");
  }

  private Launcher distribution() {
    return new Launcher(temp, temp.resolve("a home")).asDistribution();
  }
}
