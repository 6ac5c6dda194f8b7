package io.limp.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.LogLimits;
import io.limp.data.Write;
import io.limp.data.sqlite.SqliteData;
import io.limp.testing.TestApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Beside SQLite, in a folder. */
class SweepFilesTest extends SweepFilesContract {
  @Override
  TestApp start(TestApp.Setup setup) {
    return setup.start();
  }

  private Path data() {
    return app.folder().resolve("data");
  }

  @Override
  Set<String> contents() {
    try (Stream<Path> files = Files.walk(data().resolve("files"))) {
      Set<String> texts = new HashSet<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With a log that may hold nothing, the next write empties it. */
  @Override
  void forgetChanges() {
    restartAfter(
        () -> {
          try (Data data =
              SqliteData.open(data(), "limp_data", new LogLimits(Duration.ofDays(30), 0))) {
            data.define(
                List.of(
                    new CollectionSpec(
                        "other", Map.of("x", new AttrType.Int()), List.of(), List.of())));
            Id id = Id.next(clock.instant());
            data.write(id, List.of(new Write.Insert("other", new Doc(Map.of("_id", id, "x", 1L)))));
          }
        });
  }

  @Test
  void nothingIsRemovedWhileAnotherDatabaseLiesInTheFolder() throws IOException {
    Path other = data().resolve("other.db");
    SqliteData.open(data(), "other").close();
    Path stray = data().resolve("files/ab/" + "ab".repeat(32));
    Files.createDirectories(stray.getParent());
    Files.writeString(stray, "whose?");
    clock.forward(Duration.ofHours(2));
    app.sweepFiles();
    assertThat(contents()).containsExactly("whose?");
    Files.delete(other);
    app.sweepFiles();
    assertThat(contents()).isEmpty();
  }
}
