package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.limp.data.mongo.MongoData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MongoFilesTest extends FileStoreContract {
  private final MongoServers server = MongoServers.start();
  private MongoData data;

  @Override
  protected FileStore open() {
    data = server.open(folder);
    return data.files(() -> now);
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
      for (Document incoming : database.getCollection("files.incoming").find()) {
        names.add("incoming " + incoming.get("_id"));
      }
      return names;
    }
  }

  /** As a limpd leaves it that is killed in the middle. */
  private void edit(Consumer<MongoDatabase> change) {
    try (MongoClient client = MongoClients.create(server.address())) {
      change.accept(client.getDatabase(server.name()));
    }
  }

  @Test
  void whatACrashLeftIsRemovedADayLaterAtAStart() throws IOException {
    ObjectId old = new ObjectId(Date.from(Instant.now().minus(Duration.ofDays(2))));
    ObjectId coming = new ObjectId();
    edit(
        database -> {
          for (ObjectId file : List.of(old, coming)) {
            database.getCollection("files.incoming").insertOne(new Document("_id", file));
            database
                .getCollection("files.chunks")
                .insertOne(new Document("files_id", file).append("n", 0));
          }
        });
    assertThat(data.files(() -> now).open(HELLO)).isEmpty();
    assertThat(everything()).containsExactlyInAnyOrder("chunk of " + coming, "incoming " + coming);
  }

  @Test
  void aWholeContentStaysThatACrashLeftMarkedAsIncoming() throws IOException {
    ObjectId old = new ObjectId(Date.from(Instant.now().minus(Duration.ofDays(2))));
    edit(
        database -> {
          database
              .getCollection("files.known")
              .insertOne(new Document("_id", HELLO).append("file", old).append("size", 5L));
          database
              .getCollection("files.chunks")
              .insertOne(
                  new Document("files_id", old)
                      .append("n", 0)
                      .append("data", "hello".getBytes(StandardCharsets.UTF_8)));
          database.getCollection("files.incoming").insertOne(new Document("_id", old));
        });
    FileStore again = data.files(() -> now);
    assertThat(everything()).containsExactly(HELLO);
    try (SeekableByteChannel channel = again.open(HELLO).orElseThrow()) {
      assertThat(channel.read(ByteBuffer.allocate(10))).isEqualTo(5);
    }
    assertThat(kept()).containsExactly(new FileStore.Kept(HELLO, 5, now));
  }

  @Test
  void anotherLimpdReadsIt() throws IOException {
    store.put(content("hello"));
    try (MongoData other = server.open(folder)) {
      assertThat(other.files(() -> now).open(HELLO)).isPresent();
    }
  }
}
