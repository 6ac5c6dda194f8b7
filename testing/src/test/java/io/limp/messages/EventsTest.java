package io.limp.messages;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notifications of the guide's shop. */
class EventsTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("limp.home", ".."), "docs/guide/examples");
  private static final String WAREHOUSE = "5f00000000000000000000a1";

  private TestApp app;
  private TestClient worker;
  private TestClient customer;

  @BeforeEach
  void start() {
    app = TestApp.of().modulesFolder(EXAMPLES).start();
    worker = app.user("worker", Map.of("notification", List.of("create", "update")));
    customer = app.user("customer");
    try (TestClient admin = app.admin()) {
      String id = worker.call("user/read", query()).expect(200).id();
      admin.call("user/add_group", byId(id), doc("group", WAREHOUSE)).expect(200);
    }
  }

  @AfterEach
  void stop() {
    worker.close();
    customer.close();
    app.close();
  }

  private String order(String number) {
    return customer
        .call("order/create", query(), doc("number", number, "email", "c@example.com"))
        .expect(200)
        .id();
  }

  private static List<Object> titles(TestClient client) {
    return client.call("notification/read", query()).expect(200).each("title");
  }

  @Test
  void aNewOrderIsToldToTheWarehouse() {
    String id = order("A-1");
    assertThat(worker.call("notification/read", query()).expect(200).doc())
        .containsEntry("title", "A new order")
        .containsEntry("content", id)
        .containsEntry("status", "new");
    assertThat(titles(customer)).isEmpty();
  }

  @Test
  void anOrderThatIsRefusedIsToldToNobody() {
    order("A-1");
    customer
        .call("order/create", query(), doc("number", "A-1", "email", "c@example.com"))
        .expect(400);
    assertThat(titles(worker)).hasSize(1);
  }

  @Test
  void theCustomerHearsOnceThatItIsShipped() {
    String id = order("A-1");
    worker.call("order/update", byId(id), doc("email", "d@example.com")).expect(200);
    assertThat(titles(customer)).isEmpty();
    worker.call("order/update", byId(id), doc("status", "shipped")).expect(200);
    assertThat(titles(customer)).containsExactly("Your order A-1 is on its way");
    worker.call("order/update", byId(id), doc("status", "shipped")).expect(200);
    assertThat(titles(customer)).hasSize(1);
  }

  @Test
  void aBatchTellsOfEachOrNone() {
    order("A-1");
    Map<String, Object> two =
        doc(
            "calls",
            List.of(
                doc(
                    "endpoint",
                    "order/create",
                    "doc",
                    doc("number", "A-2", "email", "c@example.com")),
                doc(
                    "endpoint",
                    "order/create",
                    "doc",
                    doc("number", "A-1", "email", "c@example.com"))));
    customer.call("data/batch", query(), two).expect(400);
    assertThat(titles(worker)).hasSize(1);
  }
}
