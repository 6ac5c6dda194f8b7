package io.limp.mongo;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Another limpd ended a session, and the change left the log before this one heard of it: the
 * session has ended all the same.
 */
class MissedSignOutTest {
  private final TestMongo mongo = TestMongo.start();
  private TestApp app;

  @BeforeEach
  void start() {
    app = mongo.dropLater(TestApp.of().dataServer(mongo.address()).start());
  }

  @AfterEach
  void stop() {
    app.close();
    mongo.close();
  }

  private void endElsewhere(String session) {
    try (MongoClient client = MongoClients.create(mongo.address())) {
      MongoDatabase database = client.getDatabase(app.dataName());
      database
          .getCollection("sessions")
          .updateOne(
              new Document("_id", new ObjectId(session)),
              new Document("$set", new Document("del", 1)));
      Document one = new Document("n", 1L).append("taken", 1L);
      database
          .getCollection("_meta")
          .updateOne(new Document("_id", "log"), new Document("$inc", one));
    }
  }

  @Test
  void aSessionThatEndedUnheardHasEnded() {
    try (TestClient admin = app.admin();
        TestClient ada = app.user("ada", Map.of("setting", List.of("create")))) {
      ada.call("setting/create", query(), doc("var", "a", "val", 1, "type", "user")).expect(200);
      endElsewhere(ada.session().id());
      admin
          .call("setting/create", query(), doc("var", "b", "val", 1, "type", "global"))
          .expect(200);
      assertThat(
              ada.call("setting/create", query(), doc("var", "c", "val", 1, "type", "user"))
                  .status())
          .isEqualTo(403);
    }
  }
}
