package io.limp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The borders between packages, as ARCHITECTURE.md draws them. A rule that stands in the way of
 * good code may be changed, with a decision record that says why.
 */
class ArchitectureTest {
  private static final JavaClasses LIMP =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.limp");

  /** From the top down; packages that share a line do not know each other. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("cli"),
          List.of("boot"),
          List.of("network"),
          List.of("live", "job", "sdk"),
          List.of("call", "move", "outbox"),
          List.of("data", "gateway", "image"));

  @TestFactory
  List<DynamicTest> aPackageKnowsOnlyThoseBelowIt() {
    List<DynamicTest> tests = new ArrayList<>();
    List<String> above = new ArrayList<>();
    for (List<String> floor : FLOORS) {
      for (String lower : floor) {
        List<String> forbidden = new ArrayList<>(above);
        floor.stream()
            .filter(neighbour -> !neighbour.equals(lower))
            .map(ArchitectureTest::in)
            .forEach(forbidden::add);
        if (!forbidden.isEmpty()) {
          tests.add(DynamicTest.dynamicTest(lower, () -> assertNoDependency(lower, forbidden)));
        }
      }
      floor.stream().map(ArchitectureTest::in).forEach(above::add);
    }
    return tests;
  }

  private static void assertNoDependency(String lower, List<String> forbidden) {
    check(
        noClasses()
            .that()
            .resideInAPackage(in(lower))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(forbidden.toArray(String[]::new))
            .because(
                "what a lower package needs from above, it declares as an interface of its own"));
  }

  @Test
  void packagesFormNoCycle() {
    check(
        slices()
            .matching("io.limp.(*)..")
            .should()
            .beFreeOfCycles()
            .because(
                "packages that need each other can only be understood, tested and moved together"));
  }

  @Test
  void apiNeedsTheJdkAndJSpecifyOnly() {
    check(
        classes()
            .that()
            .resideInAPackage("io.limp.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.limp.api..", "java..", "org.jspecify..")
            .because("everything that the API needs, every module and every client has to carry"));
  }

  @Test
  void coreUsesTheApiOnly() {
    check(
        classes()
            .that()
            .resideInAPackage("io.limp.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.limp.core..", "io.limp.api..", "java..", "org.jspecify..")
            .because("the built-in modules prove that the API is enough for anyone's module"));
  }

  @Test
  void driversAreNamedInBootOnly() {
    for (String driver : List.of("io.limp.data.sqlite..", "io.limp.data.mongo..")) {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackages(driver, "io.limp.boot..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage(driver)
              .because("whoever works with data must not care which database keeps it"));
    }
  }

  private static String in(String name) {
    return "io.limp." + name + "..";
  }

  /** A package that nobody has written yet breaks no rule. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(LIMP);
  }
}
