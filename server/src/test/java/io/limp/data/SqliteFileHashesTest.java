package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class SqliteFileHashesTest extends FileHashesContract {
  @Override
  Data open(Path folder) {
    return SqliteData.open(folder, "test");
  }

  @Override
  void forgetChanges() {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"));
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("DELETE FROM _changes")).isPositive();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nobodyKnowsWhatAnotherDatabaseInTheFolderNeeds() {
    SqliteData.open(folder, "other").close();
    assertThatThrownBy(() -> data.fileHashes(_ -> true))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("other.db");
  }
}
