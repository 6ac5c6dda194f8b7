package io.limp.methods;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.SocketClient.Session;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guide's parcels and claims do what the guide says that they do. */
class GuideParcelsTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("limp.home", ".."), "docs/guide/examples");
  private static final String MAIN_DEPOT = "5f00000000000000000000d2";

  private TestApp app;
  private TestClient admin;
  private TestClient sender;
  private String parcel;

  @BeforeEach
  void start() {
    app = TestApp.of().modulesFolder(EXAMPLES).start();
    admin = app.admin();
    sender = app.user("sender");
    parcel =
        sender
            .call(
                "parcel/create",
                query(),
                doc(
                    "content",
                    doc("en_AE", "books"),
                    "grams",
                    500,
                    "depot",
                    MAIN_DEPOT,
                    "pickup_code",
                    "1234"))
            .expect(200)
            .id();
  }

  @AfterEach
  void stop() {
    sender.close();
    admin.close();
    app.close();
  }

  private static Map<String, String> as(TestClient client, String type) {
    Session session = client.session();
    return Map.of(
        "Authorization", "Bearer " + session.id() + ":" + session.token(), "Content-Type", type);
  }

  @Test
  void aParcelIsPickedUpWithItsCode() {
    sender.call("parcel/pick_up", byId(parcel), doc("code", "9")).expect(403);
    assertThat(sender.call("parcel/pick_up", byId(parcel), doc("code", "1234")).expect(200).args())
        .containsEntry("status", "delivered");
  }

  @Test
  void anOpinionIsAddedToAClaimByPost() {
    String claim =
        sender
            .call("claim/create", query(), doc("parcel", parcel, "text", "broken"))
            .expect(200)
            .id();
    String path = "claim/opine/" + claim + "?name=opinion.pdf";

    HttpResponse<byte[]> added =
        app.http("POST", path, as(admin, "application/pdf"), "%PDF".getBytes(UTF_8));

    assertThat(new String(added.body(), UTF_8)).contains("\"count\":1");
    HttpResponse<byte[]> read =
        app.http(
            "GET",
            "claim/retrieve_file/" + claim + "/opinion/opinion.pdf",
            as(sender, "text/plain"));
    assertThat(new String(read.body(), UTF_8)).isEqualTo("%PDF");
    assertThat(app.get("claim/count/" + parcel).statusCode()).isEqualTo(403);
    HttpResponse<byte[]> counted =
        app.http("GET", "claim/count/" + parcel, as(admin, "text/plain"));
    assertThat(new String(counted.body(), UTF_8)).contains("\"count\":1");
  }
}
