package io.limp.benchmarks.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.move.SystemCollections;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That every document was migrated once means something only of a check that sees others. */
class CoinsTest {
  /** The system's collections come first. */
  private static final String COINS = "d_" + (SystemCollections.SPECS.size() + 1);

  private static final String MIGRATIONS = "d_2";
  private static final String TURN = "UPDATE " + COINS + " SET doc=jsonb_set(doc,'$.turns',1)";

  @TempDir Path folder;

  @BeforeEach
  void aMigrationThatDidAPart() throws SQLException {
    Coins.begin(folder);
    run(TURN + " WHERE rid<=200");
    record("0a", "{\"name\":\"coins/turn-1\",\"seen\":200}");
  }

  private void record(String id, String note) throws SQLException {
    run(
        "INSERT INTO %s(id,ver,doc) VALUES(unhex('%s'),1,jsonb('%s'))"
            .formatted(MIGRATIONS, id.repeat(12), note));
  }

  private void run(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("kill.db"));
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  private Coins.Progress look(long seen) {
    return Coins.look(folder, 1, seen);
  }

  @Test
  void aMigrationThatWasKilledIsInside() {
    assertThat(look(200)).isEqualTo(new Coins.Progress(Coins.Stage.INSIDE, 200));
  }

  @Test
  void aMigrationThatIsDoneHasDoneAll() throws SQLException {
    String finished = "UPDATE " + MIGRATIONS + " SET doc=jsonb_set(doc,'$.finished','now')";
    run(finished);
    assertThatThrownBy(() -> look(200)).isInstanceOf(Loss.class).hasMessageContaining("DONE");

    run(TURN);
    run("UPDATE " + MIGRATIONS + " SET doc=jsonb_set(doc,'$.seen'," + Coins.COUNT + ")");
    assertThat(look(200).stage()).isEqualTo(Coins.Stage.DONE);
  }

  @Test
  void aPartThatWasSaidToBeDoneIsMissed() {
    assertThatThrownBy(() -> look(400)).isInstanceOf(Loss.class).hasMessageContaining("400");
  }

  @Test
  void aCoinThatWasTurnedTwiceIsSeen() throws SQLException {
    run("UPDATE " + COINS + " SET doc=jsonb_set(doc,'$.turns',2) WHERE rid=7");

    assertThatThrownBy(() -> look(200)).isInstanceOf(Loss.class).hasMessageContaining("2 turns");
  }

  @Test
  void aCoinThatWasTurnedBeyondTheRecordIsSeen() throws SQLException {
    run(TURN + " WHERE rid=201");

    assertThatThrownBy(() -> look(200)).isInstanceOf(Loss.class).hasMessageContaining("Coin 200");
  }

  @Test
  void aCoinThatIsGoneIsMissed() throws SQLException {
    run("DELETE FROM " + COINS + " WHERE rid=300");

    assertThatThrownBy(() -> look(200)).isInstanceOf(Loss.class).hasMessageContaining("19999");
  }

  @Test
  void aMigrationThatIsRecordedTwiceIsSeen() throws SQLException {
    record("0b", "{\"name\":\"coins/turn-1\",\"seen\":200}");

    assertThatThrownBy(() -> look(200)).isInstanceOf(Loss.class).hasMessageContaining("recorded");
  }
}
