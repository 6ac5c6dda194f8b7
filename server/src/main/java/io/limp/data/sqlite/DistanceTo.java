package io.limp.data.sqlite;

import io.limp.api.GeoPoint;
import io.limp.data.Distances;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.sqlite.Function;

/**
 * The SQL function that measures the metres from a longitude and latitude to a point given as JSON;
 * NULL where it is no point.
 */
final class DistanceTo extends Function {
  static final String NAME = "limp_distance";

  @Override
  protected void xFunc() throws SQLException {
    String json = value_text(2);
    if (json == null) {
      result();
      return;
    }
    GeoPoint center = new GeoPoint(value_double(0), value_double(1));
    double meters;
    try {
      meters = Distances.to(center, PlainJson.value(json.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      meters = Double.NaN;
    }
    if (Double.isNaN(meters)) {
      result();
    } else {
      result(meters);
    }
  }
}
