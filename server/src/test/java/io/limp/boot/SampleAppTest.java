package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.limp.api.Attr;
import io.limp.call.LoadedModule;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app in the folder modules, which the guide shows. */
class SampleAppTest {
  private static final Path MODULES = Path.of(System.getProperty("limp.home"), "modules");

  @TempDir Path cache;

  @Test
  void itLoadsWithoutAWord() {
    Problems problems = new Problems();

    Packages packages = load("dev", problems);

    assertThat(problems.report()).isEmpty();
    assertThat(packages.modules())
        .extracting(LoadedModule::name, LoadedModule::codePrefix)
        .containsExactly(
            tuple("album", "SAMPLE_APP_ALBUM"),
            tuple("blog", "SAMPLE_APP_BLOG"),
            tuple("blog_cat", "SAMPLE_APP_BLOG_CAT"),
            tuple("comment", "SAMPLE_APP_COMMENT"),
            tuple("handout", "SAMPLE_APP_HANDOUT"),
            tuple("headline", "SAMPLE_APP_HEADLINE"),
            tuple("math", "SAMPLE_APP_MATH"),
            tuple("report", "SAMPLE_APP_REPORT"),
            tuple("staff", "SAMPLE_APP_STAFF"));
  }

  @Test
  void itsDocumentsNeedNoMoreThanTheClientsOf2019Send() {
    Packages packages = load("dev", new Problems());

    assertThat(required(packages, "blog"))
        .isSubsetOf("title", "content", "status", "cat", "access");
    assertThat(required(packages, "blog")).doesNotContain("cat"); // may be null
    assertThat(required(packages, "blog_cat")).isSubsetOf("title", "desc");
    assertThat(required(packages, "album")).isSubsetOf("title", "desc", "photos");
    assertThat(required(packages, "staff")).isSubsetOf("photo", "name", "jobtitle", "bio");
  }

  @Test
  void itGreetsDifferentlyInProduction() {
    assertThat(settings("dev")).isEqualTo("Hello from the sample app");
    assertThat(settings("prod")).isEqualTo("Welcome");
  }

  private Object settings(String environment) {
    return load(environment, new Problems()).all().getFirst().spec().settings().get("greeting");
  }

  private Packages load(String environment, Problems problems) {
    Packages packages =
        new PackageLoader(List.of(MODULES), cache, Variables.NONE)
            .load(List.of("sample_app"), environment, problems);
    SpecCheck.check(
        CoreModules.all(JoinedWords.of(packages.specs()), InstantSource.system()),
        packages,
        problems);
    return packages;
  }

  private static List<String> required(Packages packages, String name) {
    return packages.modules().stream()
        .filter(module -> module.name().equals(name))
        .flatMap(module -> module.spec().attrs().stream())
        .filter(attr -> !attr.isOptional())
        .map(Attr::name)
        .toList();
  }
}
