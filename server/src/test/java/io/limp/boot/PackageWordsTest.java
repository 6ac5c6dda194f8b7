package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in what packages say besides their modules. */
class PackageWordsTest {
  @TempDir Path temp;

  @Test
  void mistakesInJobsEventsAndGatewaysAreToldAtTheirWords() {
    ModulesFolder modules =
        new ModulesFolder(temp)
            .module("shop", "Item", "item")
            .module("other", "Thing", "thing")
            .file(
                "other/Other.java",
                ModulesFolder.packageSource("other", ".gateway(\"pager\", (m, k) -> null)"))
            .file(
                "shop/Shop.java",
                ModulesFolder.packageSource(
                    "shop",
                    """
                    .job(JobSpec.of("a", cron("0 8 * *")).call(Item.class, "read"))
                    .job(JobSpec.of("b", cron("0 0 30 2 *")).call(Item.class, "read"))
                    .job(JobSpec.of("c", cron("0 8 * * *").in("Asia/Dubay")).call(Item.class, "read"))
                    .job(JobSpec.of("d", every(Duration.ofMillis(5))).call(Item.class, "read"))
                    .job(JobSpec.of("e", every(Duration.ofHours(1))).call(Item.class, "raed"))
                    .job(JobSpec.of("f", every(Duration.ofHours(1))))
                    .job(JobSpec.of("f", every(Duration.ofHours(1))).call(Item.class, "read"))
                    .job(JobSpec.of("G g", every(Duration.ofHours(1))).call(Item.class, "read"))
                    .event(on(Item.class).create())
                    .event(
                        on(Item.class)
                            .update()
                            .when(new Query.Compare("titel", Query.Op.EQ, now()))
                            .notify(Query.everything(), "x"))
                    .gateway("Pager", (m, k) -> null)
                    .gateway("pager", (m, k) -> null)
                    """));

    modules.check();

    assertThat(modules.report())
        .contains("job a: Cron expression contains 4 parts")
        .contains("job b: the time cron 0 0 30 2 * UTC never comes")
        .contains("job c: there is no time zone \"Asia/Dubay\"")
        .contains("job d: a period is a second at least")
        .contains("job e: no method \"raed\", perhaps \"read\"")
        .contains("job f: it calls nothing")
        .contains("two jobs are called f")
        .contains("\"G g\" is no name for a job")
        .contains("event: nobody is told; add .notify(users, title)")
        .contains("event: no attribute \"titel\", perhaps \"title\"")
        .contains("\"Pager\" is no name for a gateway")
        .contains("there is a gateway pager in other already")
        .contains("12 problems in");
  }

  @Test
  void aMethodOfAJobNeedsNoPermit() {
    ModulesFolder modules =
        new ModulesFolder(temp)
            .file(
                "shop/Item.java",
                """
                package shop;

                import io.limp.api.*;

                public final class Item implements LimpModule {
                  @Override
                  public ModuleSpec spec() {
                    return ModuleSpec.of("item").method("count", m -> m.run(_ -> new Reply.Empty()));
                  }
                }
                """)
            .file(
                "shop/Shop.java",
                ModulesFolder.packageSource(
                    "shop",
                    ".job(JobSpec.of(\"a\", cron(\"0 8 * * *\")).call(Item.class, \"count\"))"));

    modules.check();

    assertThat(modules.report()).isEmpty();
  }

  @Test
  void versionsAndApiLevelsAreCheckedAtTheirWords() {
    ModulesFolder modules =
        new ModulesFolder(temp)
            .file("a/A.java", ModulesFolder.packageSource("a", ".version(\"1.2\").apiLevel(2)"))
            .file("b/B.java", ModulesFolder.packageSource("b", ".apiLevel(0)"))
            .file("c/C.java", ModulesFolder.packageSource("c", ".version(\"2.0.0-beta.1\")"));

    Packages packages = modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/a/A.java:11: a: "1.2" is no version; three numbers with points are, such as 1.2.0, and 2.0.0-beta.1
                .version("1.2").apiLevel(2);
                          ^

            modules/a/A.java:11: a: it was written for API level 2, and this server has 1: it needs a newer limpd than %s
                .version("1.2").apiLevel(2);
                                ^

            modules/b/B.java:11: b: API levels begin with 1; there is no 0
                .apiLevel(0);
                 ^

            3 problems in 2 files\
            """
                .formatted(Version.TEXT));
    assertThat(packages.all().getLast()).hasToString("c 2.0.0-beta.1: no modules (compiled)");
  }

  @Test
  void mistakesInWhatIsSaidOfUsersAreToldAtTheirWords() {
    ModulesFolder modules =
        new ModulesFolder(temp)
            .file(
                "a/A.java",
                ModulesFolder.packageSource(
                    "a",
                    """
                    .signInWith(str("employee_no"), str("website"), str("employee_no"))
                    .userAttrs(str("name"), str("code_hash"), str("Team"), integer("age"))
                    .defaultPrivileges(Privileges.of("user", "reed"))
                    .anonPrivileges(Privileges.of("usr", "read"))
                    """))
            .file(
                "b/B.java",
                ModulesFolder.packageSource(
                    "b",
                    """
                    .signInWith(io.limp.core.User.EMAIL, str("badge").hidden())
                    .userAttrs(str("age"))
                    .anonPrivileges(Privileges.ALL)
                    """));

    Packages packages = modules.load();
    SpecCheck.check(
        CoreModules.all(JoinedWords.of(packages.specs()), java.time.InstantSource.system()),
        packages,
        modules.problems());

    assertThat(modules.report())
        .contains("a: signInWith: employee_no is there twice")
        .contains("a: signInWith: nobody signs in with website, which users have for other ends")
        .contains("a: signInWith: the administrator signs in with username, email or phone")
        .contains("a: users have an attribute name already")
        .contains("a: names that end with _hash are the server's own: code_hash")
        .contains("a: \"Team\" is no name for an attribute")
        .contains("a: no privilege \"reed\", perhaps \"read\"; user has")
        .contains("a: no module \"usr\", perhaps \"user\"")
        .contains("b: signInWith: badge is hidden; one signs in with a text that others may see")
        .contains("warning: b: anonPrivileges: everybody on the network holds * on every module")
        .contains("b: users have an attribute age of a")
        .endsWith("11 problems, 1 warning in 2 files");
  }
}
