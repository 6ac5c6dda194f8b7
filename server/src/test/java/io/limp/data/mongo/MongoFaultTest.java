package io.limp.data.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.data.CollectionSpec;
import io.limp.data.DataUnavailable;
import io.limp.data.Write;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when the database is not there. */
class MongoFaultTest {
  private static final Id ACTOR = new Id(1, 1);
  private static final CollectionSpec THINGS =
      new CollectionSpec(
          "things", Map.of("name", new AttrType.Str()), List.of(List.of("name")), List.of());

  private final MongoServer server = new MongoServer(new MemoryBackend());
  private Cable cable;

  @BeforeEach
  void start() throws IOException {
    cable = new Cable(server.bind());
  }

  @AfterEach
  void stop() throws IOException {
    cable.close();
    server.shutdownNow();
  }

  private MongoSettings settings() {
    return MongoSettings.of(cable.address(), "test").within(Duration.ofSeconds(2));
  }

  private static Write insert(int number) {
    return new Write.Insert(
        "things", new Doc(Map.of("_id", new Id(2, number), "name", "n" + number)));
  }

  @Test
  void aServerThatIsAwayAtTheStartIsWaitedFor() {
    List<String> told = new ArrayList<>();
    MongoSettings.Patience patience =
        (attempt, reason) -> {
          told.add(reason.getMessage());
          if (attempt == 2) {
            cable.mend();
          }
        };
    try (MongoData data = MongoData.open(settings(), patience)) {
      data.define(List.of(THINGS));
      assertThat(data.knows("things", new Id(2, 1))).isFalse();
    }
    assertThat(told)
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            sentence ->
                assertThat(sentence).contains("test at 127.0.0.1").contains("cannot be reached"));
  }

  @Test
  void whoHasNoPatienceIsTold() {
    assertThatThrownBy(() -> MongoData.open(settings(), MongoSettings.Patience.none()))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void aConnectionThatIsLostIsToldAndComesBackByItself() throws IOException {
    cable.mend();
    try (MongoData data = MongoData.open(settings(), MongoSettings.Patience.none())) {
      data.define(List.of(THINGS));
      data.write(ACTOR, List.of(insert(1)));
      cable.cut();
      Find all = Find.where(Query.everything());
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> data.read("things", all)).isInstanceOf(DataUnavailable.class);
        assertThatThrownBy(() -> data.write(ACTOR, List.of(insert(2))))
            .isInstanceOf(DataUnavailable.class);
      }
      cable.mend();
      assertThat(eventually(data, all)).hasSize(1);
      data.write(ACTOR, List.of(insert(3)));
      assertThat(data.read("things", all).total()).isEqualTo(2);
    }
  }

  /** Each attempt waits for a server itself, so this is no busy loop. */
  private static List<Doc> eventually(MongoData data, Find find) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try {
        return data.read("things", find).list();
      } catch (DataUnavailable e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutItsPassword() {
    for (String address :
        List.of(
            "mongodb://me:secret@",
            "mongodb://me:se/cret@h",
            "mongodb+srv://me:secret@a.b.c,mongodb+srv://me:secret@d.e.f")) {
      assertThatThrownBy(
              () ->
                  MongoData.open(MongoSettings.of(address, "test"), MongoSettings.Patience.none()))
          .isInstanceOf(DataUnavailable.class)
          .hasMessageNotContaining("secret")
          .hasNoCause();
    }
  }

  @Test
  void severalAddressesAreTheMembersOfOneDeployment() {
    cable.mend();
    MongoSettings both =
        MongoSettings.of("mongodb://127.0.0.1:1, " + cable.address(), "test")
            .within(Duration.ofSeconds(2));
    // Two standalone servers are no deployment, but both were asked.
    assertThatThrownBy(() -> MongoData.open(both, MongoSettings.Patience.none()))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("127.0.0.1:1,127.0.0.1:");
  }

  @Test
  void productionRefusesAServerWithoutTransactions() {
    cable.mend();
    MongoSettings some = settings();
    MongoSettings production =
        new MongoSettings(
            some.addresses(),
            some.name(),
            some.tls(),
            some.authorities(),
            some.diskUse(),
            false,
            some.deadline(),
            some.log(),
            some.clock());
    assertThatThrownBy(() -> MongoData.open(production, MongoSettings.Patience.none()))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("no transactions")
        .hasMessageContaining("replica set");
  }
}
