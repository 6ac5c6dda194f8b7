package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.AttrType;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Secret;
import io.limp.data.Write.Insert;
import io.limp.data.Write.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a database is closed, and what becomes of documents when their collection changes. */
abstract class DefineContract extends StaffContract {
  @Test
  void aClosedDatabaseSaysSo() {
    data.close();
    assertThatThrownBy(() -> insert(1))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> data.byId("staff", id(1))).isInstanceOf(DataUnavailable.class);
    data.close();
  }

  @Test
  void writesThatWereQueuedAreWrittenBeforeItCloses() throws Exception {
    List<Id> answered = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger next = new AtomicInteger();
    CountDownLatch some = new CountDownLatch(50);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        threads.execute(
            () -> {
              boolean open = true;
              while (open) {
                try {
                  answered.add(insert(next.incrementAndGet()));
                  some.countDown();
                } catch (DataUnavailable e) {
                  open = false;
                }
              }
            });
      }
      some.await();
      data.close();
    }
    openDatabase();
    // Who got no answer was refused: what is there is what was answered, and nothing else.
    assertThat(ids()).containsExactlyInAnyOrderElementsOf(answered);
  }

  @Test
  void aCollectionMayGrowAttributesAndIndexes() {
    CollectionSpec first =
        new CollectionSpec(
            "teams", Map.of("name", new AttrType.Str()), List.of(), List.of(List.of("name")));
    data.define(List.of(STAFF, first));
    write(new Insert("teams", doc(id(1), "name", "a", "lead", id(7).toString())));
    Map<String, AttrType<?>> types = new LinkedHashMap<>();
    types.put("lead", new AttrType.IdType());
    types.put("name", new AttrType.Str());
    data.define(
        List.of(
            STAFF,
            new CollectionSpec(
                "teams", types, List.of(List.of("name")), List.of(List.of("lead")))));
    assertThat(data.byId("teams", id(1))).contains(doc(id(1), "lead", id(7), "name", "a"));
    assertThat(data.read("teams", Find.where(is("lead", id(7)))).total()).isEqualTo(1);
    assertThatThrownBy(() -> write(new Insert("teams", doc(id(2), "name", "a"))))
        .isInstanceOf(Duplicate.class);
    data.define(List.of(STAFF, first));
    write(new Insert("teams", doc(id(2), "name", "a")));
  }

  @Test
  void aUniqueSetThatIsAlreadySharedIsRefusedByName() {
    insert(1, "age", 5L);
    insert(2, "age", 5L);
    CollectionSpec unique =
        new CollectionSpec("staff", STAFF_TYPES, List.of(List.of("age")), List.of());
    assertThatThrownBy(() -> data.define(List.of(unique)))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("staff")
        .hasMessageContaining("age");
    insert(3, "age", 5L);
  }

  @Test
  void aSecretStaysOneWhenTheSchemaForgetsIt() {
    insert(1, "password", Secret.of("hush"));
    Map<String, AttrType<?>> types = new LinkedHashMap<>(STAFF_TYPES);
    types.remove("password");
    data.define(List.of(new CollectionSpec("staff", types, List.of(), List.of())));
    List<Change> told = new ArrayList<>();
    data.onCommit(told::addAll);
    write(new Update("staff", is("_id", id(1)), attrs("age", 1L)));
    assertThat(data.byId("staff", id(1)).orElseThrow().values())
        .containsEntry("password", Secret.of("hush"));
    assertThat(told.getFirst().before().orElseThrow().values()).doesNotContainKey("password");
  }
}
