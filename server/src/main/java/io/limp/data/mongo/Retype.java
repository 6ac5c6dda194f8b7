package io.limp.data.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import io.limp.api.AttrType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonValue;

/**
 * Brings stored values in line with a schema that changed, once, when the collection is defined: a
 * text that is an id becomes an ObjectId when its attribute becomes one of ids. Conditions and
 * orders can then trust the types. Versions stay, for nothing changes to those who read.
 */
final class Retype {
  private static final int BATCH = 500;
  private static final String OPEN = "open";

  private final Table table;
  private final MongoCollection<BsonDocument> documents;

  Retype(Table table, MongoCollection<BsonDocument> documents) {
    this.table = table;
    this.documents = documents;
  }

  /** How the values of a type are kept, as a word; of two types with the same word, alike. */
  static String kept(AttrType<?> type) {
    return switch (type) {
      case AttrType.IdType _ -> "id";
      case AttrType.Datetime _ -> "date";
      case AttrType.Int _ -> "int";
      case AttrType.Decimal _ -> "double";
      case AttrType.AccessType _ -> "access";
      case AttrType.ListOf<?> list -> {
        String member = kept(list.of());
        yield member.equals(OPEN) ? OPEN : "list of " + member;
      }
      case AttrType<?> _ -> OPEN;
    };
  }

  /**
   * Changes what is kept in another way than the types of now would.
   *
   * @param before how the attributes of the last definition were kept; others were open
   */
  void to(Map<String, String> before) {
    Set<String> changed = new LinkedHashSet<>();
    Map<String, String> now = new LinkedHashMap<>();
    table.types().forEach((name, type) -> now.put(name, kept(type)));
    Set<String> all = new LinkedHashSet<>(now.keySet());
    all.addAll(before.keySet());
    for (String attr : all) {
      if (!now.getOrDefault(attr, OPEN).equals(before.getOrDefault(attr, OPEN))) {
        changed.add(attr);
      }
    }
    if (!changed.isEmpty()) {
      convert(changed);
    }
  }

  private void convert(Set<String> attrs) {
    BsonArray any = new BsonArray();
    for (String attr : attrs) {
      BsonDocument exists = new BsonDocument("$exists", BsonBoolean.TRUE);
      any.add(new BsonDocument(Field.path(List.of(attr)), exists));
    }
    List<WriteModel<BsonDocument>> changes = new ArrayList<>();
    for (BsonDocument stored : documents.find(new BsonDocument("$or", any))) {
      BsonDocument set = new BsonDocument();
      for (String attr : attrs) {
        BsonValue old = Table.attrs(stored).get(Field.escaped(attr));
        if (old != null) {
          BsonValue value = table.codec().asOfNow(attr, old);
          if (!value.equals(old)) {
            set.put(Field.path(List.of(attr)), value);
          }
        }
      }
      if (!set.isEmpty()) {
        BsonDocument same =
            new BsonDocument(Field.ID, stored.get(Field.ID))
                .append(Field.VERSION, new BsonInt64(Table.version(stored)));
        changes.add(new UpdateOneModel<>(same, new BsonDocument("$set", set)));
      }
      if (changes.size() == BATCH) {
        documents.bulkWrite(changes);
        changes.clear();
      }
    }
    if (!changes.isEmpty()) {
      documents.bulkWrite(changes);
    }
  }
}
