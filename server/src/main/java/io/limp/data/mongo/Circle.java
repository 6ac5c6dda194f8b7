package io.limp.data.mongo;

import io.limp.api.Query;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDouble;

/** The points about a centre, for MongoDB to find by an index or by looking at all. */
final class Circle {
  /** So much wider, in metres, than asked for: rounding must lose none. */
  private static final double MARGIN = 1;

  private Circle() {}

  /** Wider than what is asked for, for the matcher to finish. */
  static BsonDocument around(Query.Near near) {
    double meters = near.meters() * (1 + 1e-6) + MARGIN;
    double radians = Math.min(meters / Query.Near.EARTH_RADIUS, Math.PI);
    BsonArray center = new BsonArray();
    center.add(new BsonDouble(near.center().longitude()));
    center.add(new BsonDouble(near.center().latitude()));
    BsonArray sphere = new BsonArray();
    sphere.add(center);
    sphere.add(new BsonDouble(radians));
    return new BsonDocument("$geoWithin", new BsonDocument("$centerSphere", sphere));
  }
}
