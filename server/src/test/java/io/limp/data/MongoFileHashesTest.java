package io.limp.data;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;

class MongoFileHashesTest extends FileHashesContract {
  private final MongoServers server = MongoServers.start();

  @Override
  Data open(Path folder) {
    return server.open(folder);
  }

  @Override
  void forgetChanges() {
    try (MongoClient client = MongoClients.create(server.address())) {
      client.getDatabase(server.name()).getCollection("_changes").deleteMany(new Document());
    }
  }

  @AfterEach
  void stopServer() {
    server.close();
  }
}
