package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inserts from 16 threads and prints every id that was acknowledged, until it is killed. For {@link
 * KillTest}.
 */
final class InsertUntilKilled {
  static final CollectionSpec THINGS =
      new CollectionSpec(
          "things", Map.of("text", new AttrType.Str()), List.of(), List.of(List.of("text")));

  private InsertUntilKilled() {}

  public static void main(String[] args) throws InterruptedException {
    Data data = SqliteData.open(Path.of(args[0]), "kill");
    data.define(List.of(THINGS));
    for (int i = 0; i < 16; i++) {
      Thread.ofVirtual().start(() -> insertForEver(data));
    }
    Thread.sleep(Long.MAX_VALUE);
  }

  private static void insertForEver(Data data) {
    while (true) {
      Id id = Id.next(Instant.now());
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("_id", id);
      values.put("text", "x".repeat(200) + id);
      data.write(id, List.of(new Write.Insert("things", new Doc(values))));
      synchronized (System.out) {
        System.out.println(id);
        System.out.flush();
      }
    }
  }
}
