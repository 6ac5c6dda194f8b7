package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.AttrType;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Query.Op;
import io.limp.api.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the contracts about conditions share. Documents are told apart by the attribute {@code is};
 * an answer is written as their names, sorted.
 */
abstract class AskContract extends Contract {
  static final Id ANN = Id.of("aaaaaaaaaaaaaaaaaaaaaaaa");
  static final Id BOB = Id.of("bbbbbbbbbbbbbbbbbbbbbbbb");
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

  static final Map<String, AttrType<?>> ASKED_TYPES = new LinkedHashMap<>();

  static {
    ASKED_TYPES.put("is", new AttrType.Str());
    ASKED_TYPES.put("text", new AttrType.Str());
    ASKED_TYPES.put("number", new AttrType.Int());
    ASKED_TYPES.put("decimal", new AttrType.Decimal());
    ASKED_TYPES.put("flag", new AttrType.Bool());
    ASKED_TYPES.put("owner", new AttrType.IdType());
    ASKED_TYPES.put("at", new AttrType.Datetime());
    ASKED_TYPES.put("any", new AttrType.Any());
    ASKED_TYPES.put("meta", new AttrType.Dict());
    ASKED_TYPES.put("title", new AttrType.Locale());
    ASKED_TYPES.put("tags", new AttrType.ListOf<>(new AttrType.Str()));
    ASKED_TYPES.put("friends", new AttrType.ListOf<>(new AttrType.IdType()));
    ASKED_TYPES.put("scores", new AttrType.ListOf<>(new AttrType.Int()));
    ASKED_TYPES.put("times", new AttrType.ListOf<>(new AttrType.Datetime()));
    ASKED_TYPES.put("lines", new AttrType.ListOf<>(new AttrType.Dict()));
    ASKED_TYPES.put("token", new AttrType.SecretType());
    ASKED_TYPES.put("access", new AttrType.AccessType());
  }

  static final CollectionSpec ASKED =
      new CollectionSpec(
          "things",
          ASKED_TYPES,
          List.of(),
          List.of(List.of("text"), List.of("number"), List.of("title.en_AE")));

  private int made;

  @Override
  List<CollectionSpec> collections() {
    return List.of(ASKED);
  }

  void thing(String name, Object... attrs) {
    List<Object> named = new ArrayList<>(List.of("is", name));
    Collections.addAll(named, attrs);
    insert(++made, named.toArray());
  }

  String found(Query query) {
    Docs docs = data.read("things", Find.where(query));
    assertThat(docs.total()).isEqualTo(docs.list().size());
    return String.join(" ", names(docs).stream().sorted().toList());
  }

  static List<String> names(Docs docs) {
    List<String> names = new ArrayList<>();
    docs.forEach(doc -> names.add((String) doc.values().get("is")));
    return names;
  }

  static Query compare(String path, Op op, Object plain) {
    return new Query.Compare(path, op, new Value.Constant<>(plain));
  }

  static Query eq(String path, Object plain) {
    return compare(path, Op.EQ, plain);
  }

  static Query ne(String path, Object plain) {
    return compare(path, Op.NE, plain);
  }

  static Query between(String path, Object low, Object high) {
    return new Query.Between(path, new Value.Constant<>(low), new Value.Constant<>(high));
  }

  static Query in(String path, Object... plain) {
    return new Query.In(path, List.of(plain));
  }

  static Query contains(String path, String text) {
    return new Query.Contains(path, text);
  }

  void texts() {
    thing("a", "text", "a");
    thing("b", "text", "b");
    thing("c", "text", "c");
    thing("null", "text", null);
    thing("none");
  }
}
