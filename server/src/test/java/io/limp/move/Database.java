package io.limp.move;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import io.limp.api.Secret;
import io.limp.api.Value;
import io.limp.data.Change;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.FileStore;
import io.limp.data.StoredDoc;
import io.limp.data.Write;
import io.limp.data.sqlite.FolderFileStore;
import io.limp.data.sqlite.SqliteData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A database with things of every type, and contents of files. */
final class Database implements AutoCloseable {
  static final Id ACTOR = new Id(1, 1);

  final Data data;
  final FileStore files;
  final String name;
  final StringWriter said = new StringWriter();

  private Database(Path folder) {
    try {
      data = SqliteData.open(folder, "test");
      files = new FolderFileStore(folder, InstantSource.system());
      name = "sqlite " + folder.getFileName();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Database empty(Path folder) {
    return new Database(folder);
  }

  /** With that many things, and one other document. */
  static Database filled(Path folder, int things) {
    Database database = new Database(folder);
    database.define();
    database.fill(things);
    return database;
  }

  private static CollectionSpec things() {
    Map<String, AttrType<?>> types = new LinkedHashMap<>();
    types.put("name", new AttrType.Str());
    types.put("number", new AttrType.Int());
    types.put("decimal", new AttrType.Decimal());
    types.put("owner", new AttrType.IdType());
    types.put("at", new AttrType.Datetime());
    types.put("friends", new AttrType.ListOf<>(new AttrType.IdType()));
    types.put("access", new AttrType.AccessType());
    types.put("any", new AttrType.Any());
    types.put("token", new AttrType.SecretType());
    types.put("photo", new AttrType.File(List.of()));
    return new CollectionSpec(
        "things", types, List.of(List.of("name")), List.of(List.of("number")), List.of(), true);
  }

  void define() {
    CollectionSpec others =
        new CollectionSpec("others", Map.of("text", new AttrType.Str()), List.of(), List.of());
    data.define(SystemCollections.and(List.of(things(), others)));
    SystemCollections.keep(
        data,
        List.of(new StoredSchema(things(), Set.of("name")), new StoredSchema(others, Set.of())));
  }

  private void fill(int things) {
    List<Write> writes = new ArrayList<>();
    for (int i = 1; i <= things; i++) {
      writes.add(new Write.Insert("things", thing(i)));
    }
    data.write(ACTOR, writes);
    data.write(ACTOR, List.of(new Write.Insert("others", doc(7, "text", "x"))));
    delete(1, false);
    delete(2, true);
  }

  private void delete(int number, boolean force) {
    Query where = new Query.Compare("_id", Query.Op.EQ, new Value.Constant<>(id(number)));
    data.write(ACTOR, List.of(new Write.Delete("things", where, force)));
  }

  private Doc thing(int i) {
    Doc thing =
        doc(
            i,
            "name",
            "thing \"" + i + "\" \ud83d\ude00",
            "number",
            (long) i,
            "decimal",
            (double) i,
            "owner",
            id(i),
            "at",
            Instant.ofEpochMilli(i),
            "friends",
            List.of(id(1), id(2)),
            "access",
            Map.of("anon", true, "users", List.of(id(3)), "groups", List.of()),
            "any",
            Map.of("list", List.of(1L, 1.5, "x", true)),
            "token",
            Secret.of("secret " + i));
    return i % 100 == 13 ? thing.withPlain("photo", photo("content " + i)) : thing;
  }

  Map<String, Object> photo(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    try {
      FileStore.Stored stored = files.put(new ByteArrayInputStream(bytes));
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("name", "photo.txt");
      file.put("size", stored.size());
      file.put("type", "text/plain");
      file.put("lastModified", 0L);
      file.put("hash", stored.hash());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Id id(int number) {
    return new Id(0x7000_0000_0000_0000L, number);
  }

  static Doc doc(int number, Object... attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("_id", id(number));
    for (int i = 0; i < attrs.length; i += 2) {
      values.put((String) attrs[i], attrs[i + 1]);
    }
    return new Doc(values);
  }

  /** All that is stored, by collection; that an import is done is no part of it. */
  Map<String, List<StoredDoc>> all() {
    define();
    Map<String, List<StoredDoc>> all = new LinkedHashMap<>();
    for (String collection : List.of("_counters", "_migrations", "_schemas", "others", "things")) {
      List<StoredDoc> docs = new ArrayList<>();
      Optional<Id> after = Optional.empty();
      while (true) {
        List<StoredDoc> part = data.scan(collection, after, 1000);
        if (part.isEmpty()) {
          break;
        }
        docs.addAll(part);
        after = Optional.of(part.getLast().doc().id());
      }
      all.put(collection, docs);
    }
    return all;
  }

  /** The whole change log. */
  List<Change> log() {
    define();
    return data.scanLog(0, 10_000);
  }

  /** Gives the thing of that number another one. */
  void update(int thing, long number) {
    data.write(
        ACTOR,
        List.of(
            new Write.Update(
                "things", LimpModule.ID.is(id(thing)), new Doc(Map.of("number", number)))));
  }

  Export.Done export(Path folder) {
    return new Export(data, files, name, "0.0", progress()).to(folder);
  }

  Export.Done importFrom(Path folder, boolean force) {
    return importInto(data, folder, force);
  }

  /** The same through a driver that may fail. */
  Export.Done importInto(Data driver, Path folder, boolean force) {
    return new Import(driver, files, name, progress())
        .from(Import.check(folder, progress()), force);
  }

  Export.Done restoreFrom(Path folder) {
    return new Import(data, files, name, progress())
        .restoreFrom(Import.check(folder, progress()), false);
  }

  private Progress progress() {
    return new Progress(new PrintWriter(said, true), false, System::nanoTime);
  }

  @Override
  public void close() {
    data.close();
  }
}
