package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Limp;
import io.limp.api.Query;
import io.limp.api.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the contracts of drivers share: one collection, {@code things} where they do not say
 * otherwise, with one of most types.
 */
abstract class Contract {
  static final Id ACTOR = new Id(0x0102030405060708L, 9);

  static final Map<String, AttrType<?>> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("name", new AttrType.Str());
    TYPES.put("text", new AttrType.Str());
    TYPES.put("number", new AttrType.Int());
    TYPES.put("decimal", new AttrType.Decimal());
    TYPES.put("flag", new AttrType.Bool());
    TYPES.put("owner", new AttrType.IdType());
    TYPES.put("at", new AttrType.Datetime());
    TYPES.put("tags", new AttrType.ListOf<>(new AttrType.Str()));
    TYPES.put("friends", new AttrType.ListOf<>(new AttrType.IdType()));
    TYPES.put("title", new AttrType.Locale());
    TYPES.put("access", new AttrType.AccessType());
    TYPES.put("home", new AttrType.Geo());
    TYPES.put("meta", new AttrType.Dict());
    TYPES.put("any", new AttrType.Any());
    TYPES.put("lines", new AttrType.ListOf<>(new AttrType.Dict()));
    TYPES.put("visit", new AttrType.Typed(List.of(Limp.datetime("when"))));
    TYPES.put("token", new AttrType.SecretType());
  }

  static final CollectionSpec THINGS =
      new CollectionSpec(
          "things",
          TYPES,
          List.of(List.of("name")),
          List.of(List.of("number")),
          List.of("text", "tags", "title"),
          true);

  @TempDir Path folder;
  Data data;

  abstract Data open(Path folder);

  /** What is defined; the words below are about the first of them. */
  List<CollectionSpec> collections() {
    return List.of(THINGS);
  }

  private String first() {
    return collections().getFirst().name();
  }

  @BeforeEach
  void openDatabase() {
    data = open(folder);
    data.define(collections());
  }

  @AfterEach
  void closeDatabase() {
    data.close();
  }

  void reopen() {
    data.close();
    openDatabase();
  }

  static Id id(int number) {
    return new Id(0x7000_0000_0000_0000L, number);
  }

  static Map<String, Object> values(Object... attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < attrs.length; i += 2) {
      values.put((String) attrs[i], attrs[i + 1]);
    }
    return values;
  }

  static Doc attrs(Object... attrs) {
    return new Doc(values(attrs));
  }

  static Doc doc(int number, Object... attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("_id", id(number));
    values.putAll(values(attrs));
    return new Doc(values);
  }

  static Query is(String path, Object plain) {
    return new Query.Compare(path, Query.Op.EQ, new Value.Constant<>(plain));
  }

  Id insert(int number, Object... attrs) {
    write(new Write.Insert(first(), doc(number, attrs)));
    return id(number);
  }

  /** Updates the document of that number. */
  Written update(int number, Object... attrs) {
    return write(new Write.Update(first(), is("_id", id(number)), attrs(attrs))).getFirst();
  }

  void delete(int number, boolean force) {
    write(new Write.Delete(first(), is("_id", id(number)), force));
  }

  List<Written> write(Write... writes) {
    return data.write(ACTOR, List.of(writes));
  }

  Doc read(int number) {
    return data.byId(first(), id(number)).orElseThrow();
  }

  List<Id> ids(Query where) {
    return data.read(first(), Find.where(where)).list().stream().map(Doc::id).toList();
  }
}
