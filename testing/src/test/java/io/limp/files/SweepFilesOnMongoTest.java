package io.limp.files;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.limp.mongo.TestMongo;
import io.limp.testing.TestApp;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AutoClose;

/** In the database itself. */
class SweepFilesOnMongoTest extends SweepFilesContract {
  @AutoClose private final TestMongo mongo = TestMongo.start();

  @Override
  TestApp start(TestApp.Setup setup) {
    return mongo.dropLater(setup.dataServer(mongo.address()).start());
  }

  @Override
  Set<String> contents() {
    try (MongoClient client = MongoClients.create(mongo.address())) {
      MongoDatabase database = client.getDatabase(app.dataName());
      Set<String> texts = new HashSet<>();
      for (Document chunk : database.getCollection("files.chunks").find()) {
        texts.add(new String(chunk.get("data", Binary.class).getData(), StandardCharsets.US_ASCII));
      }
      return texts;
    }
  }

  @Override
  void forgetChanges() {
    restartAfter(
        () -> {
          try (MongoClient client = MongoClients.create(mongo.address())) {
            client.getDatabase(app.dataName()).getCollection("_changes").deleteMany(new Document());
          }
        });
  }
}
