package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in the jobs, events and gateways of packages. */
class PackageWordsTest {
  @TempDir Path temp;

  @Test
  void mistakesInJobsEventsAndGatewaysAreToldAtTheirWords() {
    ModulesFolder modules =
        new ModulesFolder(temp)
            .module("shop", "Item", "item")
            .module("other", "Thing", "thing")
            .file("other/Other.java", packageSource("other", ".gateway(\"pager\", (m, k) -> null)"))
            .file(
                "shop/Shop.java",
                packageSource(
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
                packageSource(
                    "shop",
                    ".job(JobSpec.of(\"a\", cron(\"0 8 * * *\")).call(Item.class, \"count\"))"));

    modules.check();

    assertThat(modules.report()).isEmpty();
  }

  private static String packageSource(String name, String words) {
    return """
    package %s;

    import static io.limp.api.Limp.*;
    import io.limp.api.*;
    import java.time.Duration;

    public final class %s implements LimpPackage {
      @Override
      public PackageSpec spec() {
        return PackageSpec.of("%s")
        %s;
      }
    }
    """
        .formatted(
            name,
            name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1),
            name,
            words);
  }
}
