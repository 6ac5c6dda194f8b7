package io.limp.faults;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.mongo.TestMongo;
import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The same with MongoDB, and documents of which it says how large they may be. */
class TooMuchOnMongoTest extends TooMuchTest {
  @AutoClose private final TestMongo mongo = TestMongo.start();

  @Override
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup.dataServer(mongo.address());
  }

  private static String megabytes(int many) {
    return "x".repeat(many << 20);
  }

  private static void assertThatItIsTooLarge(Answer answer) {
    answer.expect(400, "SPIKE_ITEM_DOC_TOO_LARGE");
    assertThat(answer.msg()).contains(String.valueOf(answer.args().get("_id"))).contains("16 MB");
  }

  @Test
  void aDocumentThatIsTooLargeIsRefusedAndNothingIsWritten() {
    try (TestApp app = setup(Spike.setup()).start();
        TestClient admin = app.admin()) {
      assertThatItIsTooLarge(admin.call("item/create", query(), doc("name", megabytes(17))));
      Map<String, @Nullable Object> small = doc("endpoint", "item/create", "doc", doc("name", "a"));
      Map<String, @Nullable Object> large =
          doc("endpoint", "item/create", "doc", doc("name", megabytes(17)));
      Answer batch = admin.call("data/batch", query(), doc("calls", List.of(small, small, large)));
      assertThatItIsTooLarge(batch);
      assertThat(batch.args()).containsEntry("index", 2L);
      assertThat(admin.call("item/read").expect(200).count()).isZero();
    }
  }

  @Test
  void aChangeThatIsTooLargeIsRefusedAndTheDocumentStays() {
    try (TestApp app = setup(Spike.setup()).start();
        TestClient admin = app.admin()) {
      String id = admin.call("item/create", query(), doc("name", megabytes(9))).expect(200).id();
      Answer answer = admin.call("item/update", byId(id), doc("name", "y" + megabytes(9)));
      assertThatItIsTooLarge(answer);
      assertThat(answer.args()).containsEntry("_id", id);
      assertThat(admin.call("item/read", byId(id)).expect(200).doc())
          .containsEntry("name", megabytes(9));
      admin.call("item/update", byId(id), doc("name", "small")).expect(200);
    }
  }
}
