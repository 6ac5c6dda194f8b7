package io.limp.files;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.limp.mongo.TestMongo;
import io.limp.testing.TestApp;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;

/** What a store of files has, looked at past the server: unfinished contents too, one name each. */
final class StoredFiles {
  private StoredFiles() {}

  static List<String> inFolder(TestApp app) {
    List<String> names = new ArrayList<>();
    list(app.folder().resolve("data").resolve("files").toFile(), names);
    return names;
  }

  /** What goes meanwhile may be there or not. */
  private static void list(File folder, List<String> names) {
    for (File each : Objects.requireNonNullElse(folder.listFiles(), new File[0])) {
      if (each.isDirectory()) {
        list(each, names);
      } else {
        names.add(each.getName());
      }
    }
  }

  /** One name for each file, of which there may be an entry, chunks or a mark. */
  static List<String> inGridFs(TestMongo mongo, TestApp app) {
    try (MongoClient client = MongoClients.create(mongo.address())) {
      MongoDatabase database = client.getDatabase(app.dataName());
      Set<String> names = new LinkedHashSet<>();
      for (String[] place :
          List.of(
              new String[] {"files.files", "_id"},
              new String[] {"files.chunks", "files_id"},
              new String[] {"files.incoming", "_id"},
              new String[] {"files.known", "file"})) {
        for (Document each : database.getCollection(place[0]).find()) {
          names.add(String.valueOf(each.get(place[1])));
        }
      }
      return new ArrayList<>(names);
    }
  }
}
