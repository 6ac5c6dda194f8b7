package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Attr;
import io.limp.api.Expand;
import io.limp.api.Limp;
import io.limp.api.MethodSpec;
import io.limp.api.ModuleSpec;
import io.limp.api.PackageSpec;
import io.limp.api.Permit;
import io.limp.api.Query;
import io.limp.api.Value;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The sample app says every word that a module has: whoever looks for an example finds one there. A
 * word is a method that gives back what it is a word of, changed; what the sample says is in its
 * class files.
 */
class SampleWordsTest {
  private static final Path SAMPLE = Path.of(System.getProperty("limp.home"), "modules/sample_app");

  /** The words that are not for the sample app, and why. */
  private static final Map<String, String> NOT_THERE =
      Map.ofEntries(
          Map.entry("ModuleSpec.withUndo", "the server says it, of every module with a history"),
          Map.entry("ModuleSpec.over", "the server says it, of every proxy"),
          Map.entry("ModuleSpec.hiding", "the server says it, of what a permit does not show"),
          Map.entry("ModuleSpec.codeName", "its clients know its modules by their names"),
          Map.entry("MethodSpec.newerQueryArgs", "its clients of all levels say the same"),
          Map.entry("MethodSpec.newerDocArgs", "its clients of all levels say the same"),
          Map.entry("Attr.since", "its clients of all levels say the same"),
          Map.entry("Attr.until", "its clients of all levels say the same"),
          Map.entry("Attr.neededUntil", "its clients of all levels say the same"),
          Map.entry("Attr.fixedSince", "its clients of all levels say the same"),
          Map.entry("PackageSpec.in", "the server says it, of the environment"),
          Map.entry("PackageSpec.dependsOn", "it is one package"),
          Map.entry("PackageSpec.migration", "nobody has documents of an older version of it"),
          Map.entry("PackageSpec.clientApp", "whoever tries it out connects with any client"),
          Map.entry("PackageSpec.allowLevel1", "it has no client apps"),
          Map.entry("PackageSpec.anonToken", "whoever tries it out connects with any client"),
          Map.entry("PackageSpec.gateway", "those of the server carry its messages"),
          Map.entry("PackageSpec.signInWith", "its users sign in by what is usual"),
          Map.entry("PackageSpec.l10n", "its texts are in files, for translators"));

  private static final Set<String> SAID = new TreeSet<>();

  @BeforeAll
  static void compile() throws IOException {
    SourceFolder folder = SourceFolder.read(SAMPLE, new Problems());
    InProcessCompiler.compile(folder, ApiLoader.classPath(), Map.of(), new Problems())
        .orElseThrow()
        .values()
        .forEach(code -> note(ClassFile.of().parse(code)));
  }

  /** Notes which methods of the API the class calls. */
  private static void note(ClassModel code) {
    String api = Limp.class.getPackageName().replace('.', '/') + "/";
    code.methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(body -> body.elementStream())
        .forEach(
            element -> {
              if (element instanceof InvokeInstruction call
                  && call.owner().asInternalName().startsWith(api)) {
                String owner = call.owner().asInternalName().substring(api.length());
                SAID.add(owner + "." + call.name().stringValue());
              }
            });
  }

  @Test
  void itSaysEveryWord() {
    Set<String> missing = new TreeSet<>(words());
    missing.removeAll(SAID);
    missing.removeAll(NOT_THERE.keySet());

    assertThat(missing).isEmpty();
  }

  @Test
  void whatIsLeftOutIsAWordThatItDoesNotSay() {
    assertThat(words()).hasSizeGreaterThan(90).containsAll(NOT_THERE.keySet());
    assertThat(SAID).doesNotContainAnyElementsOf(NOT_THERE.keySet());
  }

  @Test
  void thoseThatANewcomerReadsFirstAreShort() throws IOException {
    long lines = 0;
    for (String name : List.of("Blog", "BlogCat", "Staff", "Album")) {
      lines += Files.readAllLines(SAMPLE.resolve(name + ".java")).size();
    }

    assertThat(lines).isLessThan(250);
  }

  private static Set<String> words() {
    Set<String> words = new TreeSet<>();
    for (Class<?> of :
        List.of(
            ModuleSpec.class,
            MethodSpec.class,
            Permit.class,
            Expand.class,
            PackageSpec.class,
            Attr.class)) {
      open(of)
          .filter(method -> !Modifier.isStatic(method.getModifiers()))
          .filter(method -> method.getReturnType() == of)
          .forEach(method -> words.add(of.getSimpleName() + "." + method.getName()));
    }
    // Who may call, and in which case.
    open(Limp.class)
        .filter(
            method ->
                Set.of(Permit.class, Value.class, Query.class).contains(method.getReturnType()))
        .forEach(method -> words.add("Limp." + method.getName()));
    return words;
  }

  private static Stream<Method> open(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !method.accessFlags().contains(AccessFlag.SYNTHETIC));
  }
}
