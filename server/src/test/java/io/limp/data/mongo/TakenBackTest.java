package io.limp.data.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.data.CollectionSpec;
import io.limp.data.DataUnavailable;
import io.limp.data.StoredDoc;
import io.limp.data.Write;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server without transactions that refuses one of the commands of a write: what was done of it is
 * taken back, and the change log tells nothing of it.
 */
class TakenBackTest {
  private static final Id ACTOR = new Id(1, 1);
  private static final int MOST_COMMANDS = 30;
  private static final int DOCS = 4;
  private static final CollectionSpec THINGS =
      new CollectionSpec(
          "things",
          Map.of("name", new AttrType.Str(), "number", new AttrType.Int()),
          List.of(List.of("name")),
          List.of());

  /** Refuses the n-th command on documents, once. */
  private static final class RefusingBackend extends MemoryBackend {
    private static final Set<String> COMMANDS =
        Set.of("find", "insert", "update", "delete", "findAndModify");
    private static final int NOT_IN_TIME = 50;

    final AtomicInteger left = new AtomicInteger();

    @Override
    public Document handleMessage(MongoMessage message) {
      String command = message.getDocument().keySet().iterator().next();
      if (COMMANDS.contains(command) && left.getAndDecrement() == 1) {
        throw new MongoServerError(NOT_IN_TIME, "MaxTimeMSExpired", "operation took too long");
      }
      return super.handleMessage(message);
    }
  }

  private final RefusingBackend backend = new RefusingBackend();
  private final MongoServer server = new MongoServer(backend);
  private MongoData data;

  @BeforeEach
  void start() {
    String address = server.bindAndGetConnectionString();
    data = MongoData.open(MongoSettings.of(address, "test"), MongoSettings.Patience.none());
    data.define(List.of(THINGS));
    for (int i = 0; i < DOCS; i++) {
      data.write(ACTOR, List.of(insert(i)));
    }
  }

  @AfterEach
  void stop() {
    data.close();
    server.shutdownNow();
  }

  private static Id id(int number) {
    return new Id(2, number);
  }

  private static Write insert(int number) {
    return new Write.Insert(
        "things", new Doc(Map.of("_id", id(number), "name", "n" + number, "number", 1L)));
  }

  private List<StoredDoc> stored() {
    return data.scan("things", Optional.empty(), 100);
  }

  @Test
  void aWriteThatIsRefusedInItsMiddleLeavesNothing() {
    List<Write> writes =
        List.of(
            insert(DOCS),
            new Write.Update(
                "things",
                LimpModule.ID.in(List.of(id(0), id(1))),
                new Doc(Map.of("number", new Edit.Add(5L)))),
            new Write.Delete("things", LimpModule.ID.is(id(2)), false),
            new Write.Delete("things", LimpModule.ID.is(id(3)), true));
    List<StoredDoc> before = stored();
    String position = data.position();
    int n = 0;
    DataUnavailable refused;
    do {
      n++;
      assertThat(n).isLessThan(MOST_COMMANDS);
      backend.left.set(n);
      refused = catchThrowableOfType(DataUnavailable.class, () -> data.write(ACTOR, writes));
      backend.left.set(0);
      if (refused != null) {
        assertThat(stored()).as("command %s", n).isEqualTo(before);
        assertThat(data.position()).as("command %s", n).isEqualTo(position);
        assertThat(data.changes(position, 100).changes()).as("command %s", n).isEmpty();
      }
    } while (refused != null);
    assertThat(n).isGreaterThan(writes.size());
    assertThat(stored()).hasSize(DOCS + 1).isNotEqualTo(before);
    assertThat(data.changes(position, 100).changes()).hasSize(writes.size() + 1);
  }
}
