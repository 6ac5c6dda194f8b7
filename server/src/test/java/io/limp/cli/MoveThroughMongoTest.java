package io.limp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Value;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.FileStore;
import io.limp.data.MongoServers;
import io.limp.data.StoredDoc;
import io.limp.data.Write;
import io.limp.data.sqlite.FolderFileStore;
import io.limp.data.sqlite.SqliteData;
import io.limp.move.StoredSchema;
import io.limp.move.SystemCollections;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From SQLite into MongoDB and back into another SQLite: everything is as it was. */
class MoveThroughMongoTest {
  private static final int MANY = 10_000;
  private static final Id ACTOR = new Id(1, 1);
  private static final CollectionSpec THINGS = things();
  private static final CollectionSpec MANY_THINGS =
      new CollectionSpec("z_many", Map.of("text", new AttrType.Str()), List.of(), List.of());
  private static final List<byte[]> CONTENTS =
      List.of("small".getBytes(StandardCharsets.UTF_8), new byte[0], large(600_000));

  @TempDir private Path folder;
  private final MongoServers mongo = MongoServers.start();
  private final LimpdRuns limpd = new LimpdRuns();
  private final List<String> hashes = new ArrayList<>();

  @AfterEach
  void stop() {
    mongo.close();
  }

  private static CollectionSpec things() {
    Map<String, AttrType<?>> types = new LinkedHashMap<>(EveryType.TYPES);
    types.put("photo", new AttrType.File(List.of()));
    types.put("photos", new AttrType.ListOf<>(new AttrType.File(List.of("image/*"))));
    return new CollectionSpec(
        "things",
        types,
        List.of(List.of("email"), List.of("number", "name")),
        List.of(List.of("at")),
        List.of("title"),
        true);
  }

  /** More than one chunk of GridFS. */
  private static byte[] large(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) ((i * 31) >> 5);
    }
    return bytes;
  }

  private static Data open(Path where) {
    Data data = SqliteData.open(where, "limp_data");
    data.define(SystemCollections.and(List.of(THINGS, MANY_THINGS)));
    SystemCollections.keep(
        data,
        List.of(new StoredSchema(THINGS, Set.of("name")), new StoredSchema(MANY_THINGS, Set.of())));
    return data;
  }

  /** By the calls that modules make, so that it lies there as it does in an app's database. */
  private void fill(Path where) throws IOException {
    try (Data data = open(where)) {
      FileStore files = new FolderFileStore(where, InstantSource.system());
      List<Map<String, Object>> photos = new ArrayList<>();
      for (byte[] content : CONTENTS) {
        FileStore.Stored stored = files.put(new ByteArrayInputStream(content));
        photos.add(photo(stored, photos.size()));
        hashes.add(stored.hash());
      }
      List<Write> writes = new ArrayList<>();
      EveryType.docs().forEach(doc -> writes.add(new Write.Insert("things", doc)));
      writes.add(insert(100, "photo", photos.getFirst()));
      writes.add(insert(101, "photos", photos.subList(1, photos.size())));
      writes.add(insert(102, "name", "left", "of the past", Map.of("x", 1L), "email", "a@b.c"));
      writes.add(insert(103, "name", "gone", "email", "d@e.f"));
      writes.add(new Write.Delete("things", is(102), false));
      writes.add(new Write.Delete("things", is(103), true));
      writes.add(insert(104, "name", "heir", "email", "a@b.c"));
      writes.add(new Write.Update("things", is(100), new Doc(Map.of("name", "changed"))));
      data.write(ACTOR, writes);
      data.write(
          ACTOR, List.of(new Write.Update("things", is(100), new Doc(Map.of("number", 3L)))));
      List<StoredDoc> many = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        Doc doc = new Doc(Map.of("_id", new Id(6, i), "text", "text " + i));
        many.add(new StoredDoc(doc, 1 + i % 3, i % 7 == 0));
      }
      data.load("z_many", many);
    }
  }

  private static Map<String, Object> photo(FileStore.Stored stored, int number) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("name", "photo" + number + ".png");
    file.put("type", "image/png");
    file.put("size", stored.size());
    file.put("lastModified", 1_548_547_200_000L);
    file.put("hash", stored.hash());
    return file;
  }

  private static Query is(int number) {
    return new Query.Compare("_id", Query.Op.EQ, new Value.Constant<>(new Id(5, number)));
  }

  private static Write insert(int number, Object... attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("_id", new Id(5, number));
    for (int i = 0; i < attrs.length; i += 2) {
      values.put((String) attrs[i], attrs[i + 1]);
    }
    return new Write.Insert("things", new Doc(values));
  }

  /** All that a database keeps of those collections, and the contents of files, by hash. */
  private Map<String, Object> all(Path where) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    try (Data data = open(where)) {
      for (String name : List.of(SystemCollections.SCHEMAS, "things", "z_many")) {
        all.put(name, data.scan(name, Optional.empty(), MANY + 1));
      }
      all.put("changes", data.scanLog(0, MANY));
      FileStore files = new FolderFileStore(where, InstantSource.system());
      for (String hash : hashes) {
        try (InputStream in = Channels.newInputStream(files.open(hash).orElseThrow())) {
          all.put(hash, ByteBuffer.wrap(in.readAllBytes()));
        }
      }
    }
    return all;
  }

  private String[] command(String name, Path moving, String... database) {
    List<String> command = new ArrayList<>(List.of(name, moving.toString()));
    command.addAll(List.of(database));
    return command.toArray(String[]::new);
  }

  private static String sqlite(Path where) {
    return "--data-server=sqlite:" + where;
  }

  private String[] mongo() {
    return new String[] {"--data-server=" + mongo.address(), "--data-name=" + mongo.named(folder)};
  }

  private void runs(String... command) {
    assertThat(limpd.run(command)).describedAs("%s", limpd.err()).isZero();
  }

  @Test
  void everythingIsAsItWas() throws IOException {
    Path from = folder.resolve("from");
    Path to = folder.resolve("to");
    fill(from);
    runs(command("export", folder.resolve("out"), sqlite(from)));
    String exported = limpd.out();
    runs(command("import", folder.resolve("out"), mongo()));
    assertThat(counts(limpd.out()))
        .isEqualTo(counts(exported))
        .contains("10,0")
        .contains("3 files");
    runs(command("export", folder.resolve("back"), mongo()));
    assertThat(counts(limpd.out())).isEqualTo(counts(exported));
    runs(command("import", folder.resolve("back"), sqlite(to)));

    assertThat(all(to)).isEqualTo(all(from));
    for (String file :
        List.of(
            "documents/things.jsonl", "documents/z_many.jsonl", "changes.jsonl", "contents.txt")) {
      assertThat(folder.resolve("back").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("out").resolve(file));
    }
  }

  /** The report of a command behind its first words. */
  private static String counts(String said) {
    String last = said.lines().reduce("", (_, line) -> line);
    return last.substring(last.indexOf(": ") + 2);
  }

  @Test
  void everyCommandMayBeKilledAndStartedAgain() throws Exception {
    Path from = folder.resolve("from");
    Path to = folder.resolve("to");
    fill(from);
    for (String[] each :
        List.of(
            command("export", folder.resolve("out"), sqlite(from)),
            command("import", folder.resolve("out"), mongo()),
            command("export", folder.resolve("back"), mongo()),
            command("import", folder.resolve("back"), sqlite(to)))) {
      assertThat(LimpdRuns.killedAfter("things: ", each))
          .doesNotContain("z_many: ")
          .doesNotContain("ported");
      runs(each);
      assertThat(limpd.out()).contains("Goes on with the ").contains("z_many: 10,000 documents");
    }
    assertThat(all(to)).isEqualTo(all(from));
    assertThat(Files.exists(folder.resolve("back/unfinished.json"))).isFalse();
  }

  /** SQLite keeps documents, and changes of them, that have no place in MongoDB. */
  @Test
  void whatMongoHasNoRoomForIsNamed() throws IOException {
    int half = 9 << 20;
    Path change = folder.resolve("change");
    try (Data data = open(change)) {
      data.write(ACTOR, List.of(insert(1, "name", "a".repeat(half))));
      data.write(ACTOR, List.of(new Write.Update("things", is(1), new Doc(Map.of("name", "b")))));
      data.write(
          ACTOR,
          List.of(new Write.Update("things", is(1), new Doc(Map.of("name", "c".repeat(half))))));
      data.write(
          ACTOR,
          List.of(new Write.Update("things", is(1), new Doc(Map.of("name", "d".repeat(half))))));
    }
    assertThat(refused(change))
        .contains("all documents are in")
        .contains("change of " + new Id(5, 1))
        .contains("16 MB");

    Path document = folder.resolve("document");
    try (Data data = open(document)) {
      data.write(ACTOR, List.of(insert(1, "name", "a".repeat(2 * half))));
    }
    assertThat(refused(document))
        .contains("stopped in things between " + new Id(5, 1))
        .contains("16 MB");
  }

  private String refused(Path from) {
    Path out = from.resolveSibling(from.getFileName() + "-out");
    runs(command("export", out, sqlite(from)));
    String[] other = {"--data-server=" + mongo.address(), "--data-name=" + mongo.named(from)};
    assertThat(limpd.run(command("import", out, other))).isNotZero();
    return limpd.err();
  }

  @Test
  void aBackupOfMongoHoldsItsHistoriesAndARestoreBeginsAnotherLog() throws IOException {
    Path from = folder.resolve("from");
    Path to = folder.resolve("to");
    Path backup = folder.resolve("monday.zip");
    fill(from);
    runs(command("export", folder.resolve("out"), sqlite(from)));
    runs(command("import", folder.resolve("out"), mongo()));
    runs(command("backup", backup, mongo()));
    runs(command("restore", backup, sqlite(to)));
    try (Data before = open(from);
        Data after = open(to)) {
      assertThat(after.scanLog(0, MANY))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("position")
          .isEqualTo(before.scanLog(0, MANY))
          .isNotEmpty();
      assertThat(after.logSpan())
          .isEqualTo(before.logSpan().withEpoch(after.logSpan().epoch()))
          .isNotEqualTo(before.logSpan());
    }
  }
}
