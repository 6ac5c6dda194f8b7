package io.limp.types;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers are given once and none is left out. */
class CounterTest {
  private static final int CLIENTS = 64;

  private final FakeClock clock = FakeClock.at(Instant.parse("2026-12-31T23:00:00Z"));
  private TestApp app;

  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @BeforeEach
  void start() {
    Invoice.OFFICE.set("DXB");
    app = setup(TestApp.of("types", new Invoice()).clock(clock)).start();
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private List<@Nullable Object> all(String attr) {
    try (TestClient client = app.client()) {
      return client.call("invoice/read", query("$sort", doc("_id", 1))).expect(200).each(attr);
    }
  }

  private Map<String, @Nullable Object> create(TestClient client, Object... attrs) {
    return client.call("invoice/create", query("$soft", true), doc(attrs)).expect(200).doc();
  }

  @Test
  void aNumberIsCountedUpAndReadBack() {
    try (TestClient client = app.client()) {
      assertThat(create(client))
          .containsEntry("number", "INV-2026-00001")
          .containsEntry("ticket", "main/1")
          .containsEntry("serial", "DXB12001");
      String id = client.call("invoice/create", query(), doc()).expect(200).id();
      assertThat(client.call("invoice/read", byId(id)).doc())
          .containsEntry("number", "INV-2026-00002")
          .containsEntry("ticket", "main/2")
          .containsEntry("serial", "DXB12002");
    }
  }

  @Test
  void itBeginsAnewForEachTextOfTheOtherPartsUnlessItCountsOn() {
    try (TestClient client = app.client()) {
      create(client);
      create(client, "branch", "north");
      clock.forward(Duration.ofHours(2));
      Invoice.OFFICE.set("AUH");
      assertThat(create(client, "branch", "north"))
          .containsEntry("number", "INV-2027-00001")
          .containsEntry("ticket", "north/2")
          .containsEntry("serial", "AUH01003");
      assertThat(create(client)).containsEntry("ticket", "main/2");
    }
  }

  @Test
  void clientsNeitherGiveNorChangeIt() {
    try (TestClient client = app.client();
        TestClient admin = app.admin()) {
      Map<String, @Nullable Object> mine = create(client, "number", "INV-2026-99999");
      assertThat(mine).containsEntry("number", "INV-2026-00001");
      String id = String.valueOf(mine.get("_id"));
      client.call("invoice/update", byId(id), doc("number", "x", "branch", "b")).expect(200);
      assertThat(client.call("invoice/read", byId(id)).doc())
          .containsEntry("number", "INV-2026-00001")
          .containsEntry("branch", "b");
      assertThat(create(admin, "number", "INV-0"))
          .as("keep lets the administrator give it, and takes no number then")
          .containsEntry("number", "INV-0");
      assertThat(create(client)).containsEntry("number", "INV-2026-00002");
    }
  }

  @Test
  void deletedNumbersAreNotGivenAgainNorIsOneLostByARestart() {
    try (TestClient client = app.client()) {
      create(client);
      String id = String.valueOf(create(client).get("_id"));
      client.call("invoice/delete", byId(id)).expect(200);
    }
    app.restart();
    try (TestClient client = app.client()) {
      assertThat(create(client)).containsEntry("number", "INV-2026-00003");
    }
  }

  @Test
  void whatIsRefusedTakesNoNumber() {
    try (TestClient client = app.client()) {
      create(client, "code", "a");
      client.call("invoice/create", query(), doc("code", "a")).expect(400);
      client.call("invoice/create", query(), doc("code", "refused")).expect(400);
      client.call("invoice/create", query(), doc("code", 5)).expect(400);
      assertThat(create(client)).containsEntry("number", "INV-2026-00002");
    }
  }

  @Test
  void aBatchIsNumberedInItsOrderAndTakesNoneWhenItFails() {
    try (TestClient client = app.client()) {
      client.call("data/batch", query(), doc("calls", calls("a", "b", "c"))).expect(200);
      client.call("data/batch", query(), doc("calls", calls("d", "e", "a"))).expect(400);
      client.call("data/batch", query(), doc("calls", calls("f", "g"))).expect(200);
    }
    assertThat(all("number")).containsExactlyInAnyOrderElementsOf(numbers(5));
    try (TestClient client = app.client()) {
      assertThat(client.call("invoice/read", query("code", doc("val", "g"))).doc())
          .containsEntry("number", "INV-2026-00005");
    }
  }

  private static List<Object> calls(String... codes) {
    List<Object> calls = new ArrayList<>();
    for (String code : codes) {
      calls.add(doc("endpoint", "invoice/create", "doc", doc("code", code)));
    }
    return calls;
  }

  private static List<String> numbers(int last) {
    return IntStream.rangeClosed(1, last).mapToObj("INV-2026-%05d"::formatted).toList();
  }

  @Test
  void manyAtOnceGetEachNumberOnce() throws Exception {
    assertThat(createAtOnce(number -> doc("code", "c" + number)))
        .allMatch(answer -> answer.status() == 200);
    assertThat(all("number")).containsExactlyInAnyOrderElementsOf(numbers(CLIENTS));
    assertThat(all("serial")).doesNotHaveDuplicates().hasSize(CLIENTS);
  }

  @Test
  void noneIsLeftOutWhenSomeOfThemAreRefused() throws Exception {
    // Of two with one code the database takes one, whichever comes first; some a hook refuses.
    List<Answer> answers =
        createAtOnce(number -> doc("code", number % 8 == 0 ? "refused" : "c" + number / 2));
    long taken = answers.stream().filter(answer -> answer.status() == 200).count();
    assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 400);
    assertThat(taken).isEqualTo(CLIENTS / 2);
    assertThat(all("number")).containsExactlyInAnyOrderElementsOf(numbers((int) taken));
  }

  private interface DocOf {
    Map<String, @Nullable Object> number(int number);
  }

  private List<Answer> createAtOnce(DocOf docs) throws Exception {
    List<TestClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(app.client());
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer>> creates = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        TestClient client = clients.get(i);
        Map<String, @Nullable Object> doc = docs.number(i);
        creates.add(() -> client.call("invoice/create", query(), doc));
      }
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> answer : threads.invokeAll(creates)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      clients.forEach(TestClient::close);
    }
  }
}
