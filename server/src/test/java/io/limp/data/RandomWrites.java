package io.limp.data;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.NumberRule;
import io.limp.api.Query;
import io.limp.api.Query.Op;
import io.limp.api.Size;
import io.limp.api.Value;
import io.limp.data.DocsInMemory.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A schema and what is done to its documents, all told by one number. What is done is chosen beside
 * the documents as they are by then: ids that are there, versions that are right or nearly, values
 * that an edit fits more often than not.
 */
final class RandomWrites {
  private static final int MOST_STEPS = 30;
  private static final int IDS = 5;
  private static final List<Id> ACTORS = List.of(new Id(1, 1), new Id(2, 2));

  /** What half of all edits are about. */
  private static final Map<String, AttrType<?>> EDITED = new LinkedHashMap<>();

  static {
    EDITED.put("number", new AttrType.Int(new NumberRule(null, 1000L, null)));
    EDITED.put("decimal", new AttrType.Decimal());
    EDITED.put("list", new AttrType.ListOf<>(new AttrType.Str(), new Size(0, 4)));
    EDITED.put("email", new AttrType.Str());
    EDITED.put("secret", new AttrType.SecretType());
    EDITED.put("meta", new AttrType.Dict());
  }

  private static final List<Op> ORDERED = List.of(Op.GT, Op.GTE, Op.LT, Op.LTE, Op.NE);

  private final RandomGenerator random;
  private final RandomValues values;
  private final CollectionSpec spec;
  private final List<String> names;
  private final List<String> edited = List.copyOf(EDITED.keySet());
  private final List<Id> ids = new ArrayList<>();
  private final RandomQueries queries;
  private final DocsInMemory docs;

  private RandomWrites(String name, long seed) {
    random = RandomCollection.random(seed * 31);
    values = new RandomValues(random);
    CollectionSpec drawn = RandomCollection.of(name, seed).spec();
    Map<String, AttrType<?>> types = new LinkedHashMap<>(drawn.types());
    types.putAll(EDITED);
    List<List<String>> unique = new ArrayList<>(List.of(List.of("email")));
    if (values.once(3)) {
      unique.add(List.of("number", "decimal"));
    }
    List<String> scalars =
        drawn.types().keySet().stream().filter(attr -> isScalar(attr, types)).toList();
    if (!scalars.isEmpty() && values.once(2)) {
      unique.add(List.of(values.one(scalars)));
    }
    spec =
        new CollectionSpec(
            name, types, unique, drawn.indexes(), drawn.search(), random.nextBoolean());
    names = List.copyOf(types.keySet());
    docs = new DocsInMemory(spec);
    List<Doc> some = new ArrayList<>();
    List<Object> all = new ArrayList<>();
    for (int i = 1; i <= IDS; i++) {
      ids.add(new Id(random.nextLong(), i));
      some.add(doc(ids.getLast()));
    }
    some.forEach(doc -> RandomCollection.gather(doc.values().values(), all));
    RandomCollection collection = new RandomCollection(seed, spec, some, all);
    queries =
        new RandomQueries(
            collection, Set.of(Query.Matches.class, Query.Search.class, Query.Near.class));
  }

  /** What {@code true} and an object are the same as where the type is open, databases differ. */
  private static boolean isScalar(String attr, Map<String, AttrType<?>> types) {
    return Place.of(attr, types).isScalar();
  }

  static WriteSequence of(String name, long seed) {
    return new RandomWrites(name, seed).sequence();
  }

  private WriteSequence sequence() {
    List<WriteSequence.Step> steps = new ArrayList<>();
    ids.forEach(id -> steps.add(transaction(List.of(new Write.Insert(spec.name(), doc(id))))));
    for (int i = 5 + random.nextInt(MOST_STEPS); i > 0; i--) {
      steps.add(
          switch (random.nextInt(8)) {
            case 0, 1 -> new WriteSequence.ReadTwice(values.one(ids));
            case 2 -> new WriteSequence.Seek(queries.where(), values.once(4));
            default -> transaction();
          });
    }
    return new WriteSequence(spec, steps);
  }

  private WriteSequence.Transaction transaction() {
    List<Write> writes = new ArrayList<>();
    do {
      writes.add(write());
    } while (values.once(3));
    return transaction(writes);
  }

  private WriteSequence.Transaction transaction(List<Write> writes) {
    Id actor = values.one(ACTORS);
    docs.write(actor, writes);
    return new WriteSequence.Transaction(actor, writes);
  }

  private Write write() {
    return switch (random.nextInt(12)) {
      case 0 -> new Write.Insert(spec.name(), doc(next()));
      case 1, 2 -> new Write.Delete(spec.name(), where(State.LIVES), values.once(4));
      case 3 -> new Write.Undelete(spec.name(), where(State.DELETED), remarks());
      default -> update();
    };
  }

  /** Often an id that no document has. */
  private Id next() {
    if (values.once(2)) {
      return values.one(ids);
    }
    ids.add(new Id(random.nextLong(), ids.size() + 1));
    return ids.getLast();
  }

  /** Nearly always the id of a document that is in that state, if there is one. */
  private Id id(State state) {
    List<Id> fit = docs.found(Query.everything(), state);
    return values.one(fit.isEmpty() || values.once(8) ? ids : fit);
  }

  private String remarks() {
    return values.once(4) ? "why" : "";
  }

  private Doc doc(Id id) {
    return RandomCollection.doc(spec, values, id);
  }

  private Write update() {
    Query where = where(State.LIVES);
    OptionalLong version = OptionalLong.empty();
    if (values.once(4)) {
      long now = SoleId.within(where).flatMap(docs::version).orElse(1L);
      version = OptionalLong.of(values.once(3) ? now + values.one(List.of(-1L, 1L)) : now);
    }
    return new Write.Update(spec.name(), where, changes(), version, remarks());
  }

  private Query where(State state) {
    Query one = LimpModule.ID.is(id(state));
    return switch (random.nextInt(10)) {
      case 0 -> queries.where();
      case 1 -> queries.fewWhere();
      case 2 -> queries.where().and(one);
      case 3 -> one.and(queries.where());
      case 4 -> one.and(number());
      default -> one;
    };
  }

  private Query number() {
    return new Query.Compare("number", values.one(ORDERED), new Value.Constant<>(values.small()));
  }

  private Doc changes() {
    Map<String, Object> changes = new LinkedHashMap<>();
    do {
      Spot spot = spot();
      changes.put(spot.path, values.once(2) ? plain(spot.type) : edit(spot.type));
    } while (values.once(2));
    return new Doc(changes);
  }

  private Object plain(AttrType<?> type) {
    return values.once(8) ? null : values.of(type);
  }

  /** A path that an update may lead to, and the type of what is there. */
  private record Spot(String path, AttrType<?> type) {}

  private Spot spot() {
    String name = values.one(values.once(2) ? edited : names);
    Spot spot = new Spot(name, spec.types().get(name));
    while (values.once(2)) {
      spot = within(spot);
    }
    return spot;
  }

  private Spot within(Spot spot) {
    String key = spot.path + "." + values.one(RandomValues.KEYS);
    return switch (spot.type) {
      case AttrType.Dict _, AttrType.Any _ -> new Spot(key, new AttrType.Any());
      case AttrType.DictOf<?> dict -> new Spot(key, dict.of());
      case AttrType.Typed typed -> {
        Attr<?> attr = values.one(typed.attrs());
        yield new Spot(spot.path + "." + attr.name(), attr.type());
      }
      case AttrType.Locale _ -> new Spot(spot.path + ".en_AE", new AttrType.Str());
      case AttrType.AccessType _ ->
          values.once(2)
              ? new Spot(spot.path + ".anon", new AttrType.Bool())
              : new Spot(spot.path + ".users", new AttrType.ListOf<>(new AttrType.IdType()));
      // Nothing can be set there, save by module code.
      case AttrType<?> _ -> values.once(12) ? new Spot(key, new AttrType.Any()) : spot;
    };
  }

  private Edit edit(AttrType<?> type) {
    if (values.once(6)) {
      return values.once(2) ? ofNumber(type) : ofList(new AttrType.Any());
    }
    return switch (type) {
      case AttrType.Int _, AttrType.Decimal _ when !values.once(8) -> ofNumber(type);
      case AttrType.ListOf<?> list when !values.once(8) -> ofList(list.of());
      case AttrType.Any _ when values.once(2) -> values.once(2) ? ofNumber(type) : ofList(type);
      case AttrType<?> _ -> values.once(2) ? new Edit.SetOnce(values.of(type)) : new Edit.Unset();
    };
  }

  private Edit ofNumber(AttrType<?> type) {
    Number number =
        values.once(4) ? values.number() : type instanceof AttrType.Int ? values.small() : 0.5;
    return values.once(3) ? new Edit.Multiply(number) : new Edit.Add(number);
  }

  private Edit ofList(AttrType<?> member) {
    List<Object> members = new ArrayList<>();
    do {
      members.add(values.of(member));
    } while (values.once(3));
    return switch (random.nextInt(6)) {
      case 0 -> new Edit.SetIndex(random.nextInt(3), members.getFirst());
      case 1 -> new Edit.Remove(members);
      default -> new Edit.Append(members, random.nextBoolean());
    };
  }
}
