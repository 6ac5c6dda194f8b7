package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Java without a compiler, as a JRE is: a process of its own that sees few of the JDK's modules.
 */
class NoCompilerTest {
  @TempDir Path temp;

  @Test
  void sourcesThatMustBeCompiledAreToldInOneSentence() throws Exception {
    new ModulesFolder(temp).module("shop", "Item", "item");

    assertThat(loadWithoutCompiler())
        .isEqualTo(InProcessCompiler.NO_COMPILER + "\n\n1 problem\n[]\n");
  }

  @Test
  void packagesThatAreCompiledAlreadyServe() throws Exception {
    new ModulesFolder(temp).module("shop", "Item", "item").load();

    assertThat(loadWithoutCompiler()).isEqualTo("\n[shop: item]\n");
  }

  /** Runs in the other process: prints the report and the packages. */
  public static void main(String[] args) {
    ModulesFolder modules = new ModulesFolder(Path.of(args[0]));
    Packages packages = modules.load();
    System.out.println(modules.report());
    System.out.println(packages.all());
  }

  private String loadWithoutCompiler() throws IOException, InterruptedException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--limit-modules",
            "java.base,java.logging",
            "-cp",
            classPath,
            NoCompilerTest.class.getName(),
            temp.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .directory(new File(temp.toString()))
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.replace(System.lineSeparator(), "\n");
  }
}
