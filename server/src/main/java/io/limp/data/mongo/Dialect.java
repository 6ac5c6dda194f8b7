package io.limp.data.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * What a server makes of a condition. Others than MongoDB speak its protocol too, and differ where
 * it matters: they are asked about a document whose answers are known.
 *
 * @param codePoints texts are ordered by code point, as they are in UTF-8
 * @param numbers those beyond 64-bit whole numbers are told apart
 * @param lists a path enters lists, but not the lists in them, and {@code $in} looks at members,
 *     but not at those of lists in a list
 * @param patterns a regular expression finds texts and nothing else
 * @param distances points on a sphere are found
 */
record Dialect(
    boolean codePoints, boolean numbers, boolean lists, boolean patterns, boolean distances) {
  private static final double WHOLE = 0x1p53;

  private static final BsonInt64 NUMBER = new BsonInt64(1);

  private static final BsonDocument PROBE = new BsonDocument(Field.ID, new BsonString("probe"));

  static Dialect of(MongoDatabase database) {
    MongoCollection<BsonDocument> meta = database.getCollection(Catalog.NAME, BsonDocument.class);
    BsonDocument inner = new BsonDocument("x", NUMBER);
    BsonDocument probe =
        PROBE
            .clone()
            .append("text", new BsonString("😀"))
            .append("lists", new BsonArray(List.of(new BsonArray(List.of(inner, NUMBER)))))
            .append("number", new BsonInt64(100))
            .append("large", new BsonDouble(-1e300))
            .append("point", point(1, 1));
    meta.replaceOne(PROBE, probe, new ReplaceOptions().upsert(true));
    return new Dialect(
        holds(meta, "text", new BsonDocument("$gt", new BsonString("～"))),
        holds(meta, "large", new BsonDocument("$lt", new BsonDouble(-0x1p63))),
        !holds(meta, "lists.x", NUMBER)
            && !holds(meta, "lists", new BsonDocument("$in", new BsonArray(List.of(NUMBER)))),
        !holds(meta, "number", new BsonRegularExpression("100")),
        hasDistances(meta));
  }

  /** True when everything is as in MongoDB itself. */
  boolean isMongos() {
    return codePoints && numbers && lists && patterns;
  }

  /** False for a value that this server may take for another when it compares. */
  boolean compares(Object plain) {
    return numbers || !(plain instanceof Number number) || Math.abs(number.doubleValue()) < WHOLE;
  }

  private static BsonDocument point(double longitude, double latitude) {
    BsonArray at = new BsonArray(List.of(new BsonDouble(longitude), new BsonDouble(latitude)));
    return new BsonDocument("type", new BsonString("Point")).append("coordinates", at);
  }

  private static boolean holds(MongoCollection<BsonDocument> meta, String path, BsonValue test) {
    return meta.find(PROBE.clone().append(path, test)).first() != null;
  }

  private static boolean hasDistances(MongoCollection<BsonDocument> meta) {
    BsonArray center = new BsonArray(List.of(new BsonDouble(1), new BsonDouble(1)));
    BsonArray circle = new BsonArray(List.of(center, new BsonDouble(0.1)));
    BsonDocument within = new BsonDocument("$geoWithin", new BsonDocument("$centerSphere", circle));
    try {
      return holds(meta, "point", within);
    } catch (MongoException e) {
      return false;
    }
  }
}
