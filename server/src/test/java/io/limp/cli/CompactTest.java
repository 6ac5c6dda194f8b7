package io.limp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.data.sqlite.SqliteData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int compact(String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "compact";
    args[1] = "--data-server=sqlite:" + folder;
    System.arraycopy(more, 0, args, 2, more.length);
    return new Limpd(
            Map.of(),
            config -> {
              throw new IllegalStateException("Started with " + config);
            },
            new PrintWriter(out, true),
            new PrintWriter(err, true))
        .run(args);
  }

  @Test
  void aStoppedDatabaseIsCompacted() {
    SqliteData.open(folder, "limp_data").close();

    assertThat(compact()).isZero();
    assertThat(out.toString()).matches("(?s)Compacted: [0-9,]+ KB before, [0-9,]+ KB now\\.\\R");
  }

  @Test
  void aDatabaseThatIsServedIsLeftAlone() {
    SqliteData data = SqliteData.open(folder, "limp_data");
    try {
      assertThat(compact()).isEqualTo(1);
    } finally {
      data.close();
    }
    assertThat(err.toString()).contains("another limpd has it open");
  }

  @Test
  void aDatabaseThatIsNotThereIsNotMade() {
    assertThat(compact("--data-name=none")).isEqualTo(1);
    assertThat(err.toString()).contains("There is no database").contains("none.db");
    assertThat(folder.resolve("none.db")).doesNotExist();
  }

  @Test
  void aMongoDbIsNotTakenForAFolder() {
    assertThat(
            new Limpd(
                    Map.of("LIMP_DATA_SERVER", "mongodb://localhost:1"),
                    config -> {
                      throw new IllegalStateException("Started with " + config);
                    },
                    new PrintWriter(out, true),
                    new PrintWriter(err, true))
                .run("compact"))
        .isEqualTo(1);
    assertThat(err.toString()).startsWith("limpd compact is for SQLite");
  }

  @Test
  void aWrongAddressIsToldAsAtTheStart() {
    assertThat(compact("--data-name=a/b")).isEqualTo(1);
    assertThat(err.toString()).contains("--data-name");
  }
}
