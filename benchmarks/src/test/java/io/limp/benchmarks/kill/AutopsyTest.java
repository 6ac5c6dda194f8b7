package io.limp.benchmarks.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.benchmarks.kill.Autopsy.Findings;
import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That nothing was lost means something only of a check that sees what was. */
class AutopsyTest {
  private static final int BATCHES = Ledger.KEPT + 2;

  @TempDir Path folder;

  private Findings before = new Findings(new long[Ledger.WRITERS], "", true);
  private final long[] acknowledged = new long[Ledger.WRITERS];

  @BeforeEach
  void oneWriterWritesALittle() {
    try (SqliteData data = SqliteData.open(folder, WriteUntilKilled.NAME, WriteUntilKilled.LOG)) {
      Ledger ledger = new Ledger(data);
      ledger.begin();
      before = new Findings(ledger.batches(), data.position(), true);
      for (int batch = 1; batch <= BATCHES; batch++) {
        ledger.write(5, batch);
      }
    }
    acknowledged[5] = BATCHES;
  }

  private Findings look() throws SQLException {
    return Autopsy.of(folder, before, acknowledged);
  }

  private void damage(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("kill.db"));
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  @Test
  void nothingIsLostWhereNothingWas() throws SQLException {
    Findings findings = look();

    assertThat(findings.batches).isEqualTo(acknowledged);
    assertThat(findings.logCompared).isTrue();
  }

  @Test
  void aBatchThatWasOnItsWayMayBeThere() throws SQLException {
    acknowledged[5]--;

    assertThat(look().batches[5]).isEqualTo(BATCHES);
  }

  @Test
  void anAcknowledgedBatchIsMissed() {
    acknowledged[5]++;

    assertThatThrownBy(this::look).isInstanceOf(Loss.class).hasMessageContaining("Writer 5");
  }

  @Test
  void aMissingPartIsHalfABatch() throws SQLException {
    damage("DELETE FROM d_1 WHERE doc->>'$.batch'=10 AND doc->>'$.part'=1");

    assertThatThrownBy(this::look).isInstanceOf(Loss.class).hasMessageContaining("writer 5");
  }

  @Test
  void aDeletedPartThatIsBackIsHalfABatch() throws SQLException {
    damage("UPDATE d_1 SET doc=jsonb_set('{}','$.writer',5) WHERE rid=1");
    damage("UPDATE d_1 SET del=0 WHERE rid=1");

    assertThatThrownBy(this::look).isInstanceOf(Loss.class);
  }

  @Test
  void twoPagesWithDifferentBatchesAreHalfABatch() throws SQLException {
    damage(
        "UPDATE d_2 SET doc=jsonb_set(doc,'$.batch',1) WHERE doc->>'$.writer'=5 AND"
            + " doc->>'$.page'=0");

    assertThatThrownBy(this::look).isInstanceOf(Loss.class).hasMessageContaining("pages");
  }

  @Test
  void aChangeThatIsNotInTheLogIsMissed() throws SQLException {
    damage("DELETE FROM _changes WHERE seq=(SELECT max(seq) FROM _changes)-4");

    assertThatThrownBy(this::look).isInstanceOf(Loss.class).hasMessageContaining("change log");
  }
}
