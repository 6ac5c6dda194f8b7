package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.limp.data.mongo.MongoData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MongoFilesTest extends FileStoreContract {
  private final MongoServers server = MongoServers.start();
  private MongoData data;

  @Override
  protected FileStore open() {
    data = server.open(folder);
    return data.files();
  }

  @AfterEach
  void stopServer() {
    data.close();
    server.close();
  }

  @Override
  protected List<String> everything() {
    try (MongoClient client = MongoClients.create(server.address())) {
      MongoDatabase database = client.getDatabase(server.name());
      List<String> names = new ArrayList<>();
      List<Object> files = new ArrayList<>();
      for (Document known : database.getCollection("files.known").find()) {
        names.add(known.getString("_id"));
        files.add(known.get("file"));
      }
      for (Document file : database.getCollection("files.files").find()) {
        if (!files.contains(file.get("_id"))) {
          names.add("file " + file.get("_id"));
        }
      }
      for (Document chunk : database.getCollection("files.chunks").find()) {
        if (!files.contains(chunk.get("files_id"))) {
          names.add("chunk of " + chunk.get("files_id"));
        }
      }
      return names;
    }
  }

  @Test
  void anotherLimpdReadsIt() throws IOException {
    store.put(content("hello"));
    try (MongoData other = server.open(folder)) {
      assertThat(other.files().open(HELLO)).isPresent();
    }
  }
}
