package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in a module's own methods: their arguments and the ways to them. */
class MethodCheckTest {
  @TempDir Path temp;
  private ModulesFolder modules;

  @BeforeEach
  void emptyFolder() {
    modules = new ModulesFolder(temp);
  }

  private String report(String words) {
    modules.file(
        "hall/Seat.java",
        """
        package hall;

        import static io.limp.api.Limp.*;
        import io.limp.api.*;

        public final class Seat implements LimpModule {
          public static final Attr<Long> ROW = integer("row");
          public static final Attr<String> ROW_NAME = str("row");
          public static final Attr<Long> NUMBER = integer("number");
          public static final Attr<FileRef> PLAN = file("plan");
          public static final Attr<FileRef> PHOTO = file("photo");

          @Override
          public ModuleSpec spec() {
            return ModuleSpec.of("seat")
                .method("find", m -> m.permit(anyone())
                    %s
                    .run(call -> new Reply.Empty()));
          }
        }
        """
            .formatted(words));
    modules.check();
    return modules.report();
  }

  @Test
  void anArgumentIsInASetOnce() {
    assertThat(report(".queryArgs(NUMBER).orQueryArgs(ROW, ROW)"))
        .contains("seat.find: two query args are called row");
  }

  @Test
  void thePartsOfAPathAreTextsAndOneSetsAtATime() {
    assertThat(report(".get().queryArgs(ROW).orQueryArgs(PLAN, ROW).orQueryArgs(NUMBER)"))
        .contains("seat.find: a path gives texts, so plan cannot be a file")
        .contains(
            "warning: seat.find: two of its sets have 1 query args: a path that fits both is"
                + " taken for the first");
  }

  @Test
  void aGetHasNoDoc() {
    assertThat(report(".get().queryArgs(ROW).docArgs(NUMBER)"))
        .contains("seat.find: a GET brings no doc, so it can have no doc args");
    assertThat(report(".post().queryArgs(ROW).docArgs(NUMBER)")).doesNotContain("seat.find");
  }

  @Test
  void anArgumentHasTheSameTypeInEverySet() {
    assertThat(report(".docArgs(ROW).orDocArgs(ROW_NAME, NUMBER)"))
        .contains("seat.find: the doc arg row is int in one set and str in another");
  }

  private String reportOfFiles(String attr, String words) {
    modules.file(
        "hall/Plan.java",
        """
        package hall;

        import static io.limp.api.Limp.*;
        import io.limp.api.*;
        import java.util.List;

        public final class Plan implements LimpModule {
          public static final Attr<?> DRAWING = %s;

          @Override
          public ModuleSpec spec() {
            return ModuleSpec.of("plan").collection("plans").attrs(DRAWING)%s;
          }
        }
        """
            .formatted(attr, words));
    modules.check();
    return modules.report();
  }

  @Test
  void whatChangesFilesNeedsSome() {
    assertThat(reportOfFiles("str(\"drawing\")", ".createFile(permit(\"create\"))"))
        .contains("warning: plan.create_file: plan has no attribute that is a file");
  }

  @Test
  void whatDeletesFilesNeedsAListOfThem() {
    assertThat(reportOfFiles("file(\"drawing\")", ".deleteFile(permit(\"delete\"))"))
        .contains("warning: plan.delete_file: plan has no attribute that is a list of files");
  }

  @Test
  void whatChangesFilesIsDeclaredBeforeItHasHooks() {
    assertThat(reportOfFiles("file(\"drawing\")", ".beforeCreateFile(call -> call)"))
        .contains("plan.create_file: there are words on it, but plan has no such method;")
        .contains(".createFile(...) adds it");
  }

  @Test
  void whatChangesFilesIsNoGet() {
    assertThat(
            reportOfFiles(
                "files(\"drawing\")",
                ".deleteFile(permit(\"delete\")).method(\"delete_file\", m -> m.get())"))
        .contains("plan.delete_file: a GET must change nothing");
  }
}
