package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a package in which somebody edits a method only that file is compiled. */
class LastCompiledTest {
  private static final String GREETER =
      """
      package shop;

      public class Greeter {
        public static final String HELLO = "Hello";
        private static final String MARK = "!";
        private int greeted;

        public String greet(String name) {
          greeted++;
          return HELLO + ", " + name + MARK;
        }

        private int twice(int number) {
          return 2 * number;
        }

        static class Loud extends Greeter {
          @Override
          public String greet(String name) {
            Runnable shout = () -> System.nanoTime();
            shout.run();
            return super.greet(name).toUpperCase();
          }
        }
      }
      """;

  private static final String DOOR =
      """
      package shop.front;

      import shop.Greeter;

      public class Door {
        public String open() {
          return Greeter.HELLO + " " + new Greeter().greet("you");
        }
      }
      """;

  @TempDir Path temp;
  private final LastCompiled last = new LastCompiled();
  private final List<List<String>> compiled = new ArrayList<>();
  private Map<String, byte[]> before = Map.of();

  @BeforeEach
  void compileAll() throws IOException {
    Files.createDirectories(temp.resolve("shop/front"));
    save("Greeter.java", GREETER);
    save("front/Door.java", DOOR);
    SourceFolder folder = read();
    before = InProcessCompiler.compile(folder, List.of(), Map.of(), new Problems()).orElseThrow();
    last.keep(folder, "around", before);
  }

  private void save(String file, String text) throws IOException {
    Files.writeString(temp.resolve("shop").resolve(file), text);
  }

  private SourceFolder read() throws IOException {
    return SourceFolder.read(temp.resolve("shop"), new Problems());
  }

  private Optional<Map<String, byte[]>> withChanges(String around) throws IOException {
    return last.withChanges(
        read(),
        around,
        (files, others) -> {
          compiled.add(files.files().stream().map(SourceFile::relative).toList());
          return InProcessCompiler.compile(files, List.of(), others, new Problems());
        });
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "'return 2 * number;','return 3 * number;'",
    "'return HELLO + \", \"','return \"Oh! \" + HELLO + \", \"'",
    "'MARK = \"!\"','MARK = \"?\"'",
    "'private int twice','private int thrice'",
    "'System.nanoTime()','System.currentTimeMillis()'",
    "'greeted++;','Runnable more = () -> greeted++; more.run();'",
  })
  void anEditThatNobodyElseSeesCompilesItsFileAlone(String old, String now) throws IOException {
    assertThat(GREETER).contains(old);
    save("Greeter.java", GREETER.replace(old, now));

    Map<String, byte[]> classes = withChanges("around").orElseThrow();

    assertThat(compiled).containsExactly(List.of("Greeter.java"));
    Map<String, byte[]> all =
        InProcessCompiler.compile(read(), List.of(), Map.of(), new Problems()).orElseThrow();
    assertThat(classes).containsOnlyKeys(all.keySet());
    all.forEach((name, bytes) -> assertThat(classes.get(name)).as(name).isEqualTo(bytes));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "'HELLO = \"Hello\"','HELLO = \"Good day\"'",
    "'public String greet(String name) {','public String greet(Object name) {'",
    "'public String greet(String name) {','public String greet(String name) throws RuntimeException"
        + " {'",
    "'public class Greeter {','public class Greeter implements Runnable { public void run() {}'",
    "'private int twice','int twice'",
    "'static class Loud','static class Quiet {} static class Loud'",
    "'() -> System.nanoTime()','new Runnable() { public void run() {} }'",
    "'return 2 * number;','return two;'",
  })
  void anEditThatOthersMaySeeOrThatIsBrokenCompilesAll(String old, String now) throws IOException {
    assertThat(GREETER).contains(old);
    save("Greeter.java", GREETER.replace(old, now));

    assertThat(withChanges("around")).isEmpty();
  }

  @Test
  void withoutAnEditNothingIsCompiled() throws IOException {
    assertThat(withChanges("around")).contains(before);
    assertThat(compiled).isEmpty();
  }

  @Test
  void anotherLibraryOrAnotherFileCompilesAll() throws IOException {
    assertThat(withChanges("another library")).isEmpty();
    save("Window.java", "package shop; class Window {}");
    assertThat(withChanges("around")).isEmpty();
    assertThat(compiled).isEmpty();
  }

  @Test
  void aPackageThatWasNeverCompiledIsCompiledWhole() throws IOException {
    assertThat(new LastCompiled().withChanges(read(), "around", (_, _) -> Optional.empty()))
        .isEmpty();
  }
}
