package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.api.GeoPoint;
import io.limp.api.Query;
import io.limp.data.Distances;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The points of one attribute in an R*Tree, which finds those in a box; the box is a little larger
 * than the circle that is asked for, and {@link Distances} tells which of them are in the circle.
 * The tree keeps 32-bit numbers, a point as a box that holds it.
 */
record GeoIndex(String name, String path) implements SideTable {
  private static final double EAST = 180;
  private static final double NORTH = 90;

  /** Degrees, a tenth of a metre: far more than all rounding together. */
  private static final double MARGIN = 1e-6;

  @Override
  public String create() {
    return "CREATE VIRTUAL TABLE " + name + " USING rtree(rid,x0,x1,y0,y1)";
  }

  @Override
  public List<String> paths() {
    return List.of(path);
  }

  @Override
  public Optional<List<Object>> row(Doc doc) {
    return Distances.point(SideTable.value(doc, path))
        .map(
            point ->
                List.of(point.longitude(), point.longitude(), point.latitude(), point.latitude()));
  }

  @Override
  public String put() {
    return "INSERT INTO " + name + " VALUES(?,?,?,?,?)";
  }

  /** From west to east, in degrees from -180 to 180. */
  record Span(double west, double east) {}

  /** Adds a statement that finds the rids of all points in the circle, and some around it. */
  void candidates(Sql sql, Query.Near near) {
    double latitude = near.center().latitude();
    double degrees = Math.toDegrees(near.meters() / Query.Near.EARTH_RADIUS) + MARGIN;
    String union = "";
    for (Span span : spans(near.center(), degrees)) {
      sql.add(union + "SELECT rid FROM " + name + " WHERE x1>=")
          .bind(span.west)
          .add(" AND x0<=")
          .bind(span.east)
          .add(" AND y1>=")
          .bind(latitude - degrees)
          .add(" AND y0<=")
          .bind(latitude + degrees);
      union = " UNION ALL ";
    }
  }

  /**
   * The longitudes that a circle touches: all where a pole is in it, two spans where the 180th
   * meridian is.
   */
  static List<Span> spans(GeoPoint center, double degrees) {
    double farthest = Math.abs(center.latitude()) + degrees;
    // Not less: a number that is none takes all, too.
    if (!(farthest < NORTH)) {
      return List.of(new Span(-EAST, EAST));
    }
    double radius = Math.toRadians(degrees);
    double half =
        Math.toDegrees(
                Math.asin(
                    Math.min(1, Math.sin(radius) / Math.cos(Math.toRadians(center.latitude())))))
            + MARGIN;
    double west = center.longitude() - half;
    double east = center.longitude() + half;
    List<Span> spans = new ArrayList<>();
    spans.add(new Span(Math.max(west, -EAST), Math.min(east, EAST)));
    if (west < -EAST) {
      spans.add(new Span(west + 2 * EAST, EAST));
    }
    if (east > EAST) {
      spans.add(new Span(-EAST, east - 2 * EAST));
    }
    return spans;
  }
}
