package io.limp.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.data.sqlite.SqliteData;
import io.limp.testing.TestApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
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

  /** All of it, histories too, which no limit of the log takes. */
  @Override
  void forgetChanges() {
    restartAfter(
        () -> {
          try (Connection database =
                  DriverManager.getConnection("jdbc:sqlite:" + data().resolve("limp_data.db"));
              Statement statement = database.createStatement()) {
            statement.executeUpdate(
                "INSERT OR REPLACE INTO _meta SELECT 'log_floor', max(seq) FROM _changes");
            statement.executeUpdate("DELETE FROM _changes");
          } catch (SQLException e) {
            throw new IllegalStateException(e);
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
