package io.limp.data;

import io.limp.api.GeoPoint;
import io.limp.api.Query;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Great-circle distances in metres on the sphere of {@link Query.Near#EARTH_RADIUS}, by the
 * haversine formula, which is exact for neighbours too.
 */
public final class Distances {
  private static final double LAST_LONGITUDE = 180;
  private static final double LAST_LATITUDE = 90;

  private Distances() {}

  public static double between(GeoPoint one, GeoPoint other) {
    return between(one, other.longitude(), other.latitude());
  }

  /** The distance to a plain value; not a number where {@link #point} finds none. */
  public static double to(GeoPoint center, @Nullable Object plain) {
    return point(plain).map(point -> between(center, point)).orElse(Double.NaN);
  }

  /**
   * The point that a plain value is: {@code {"type":"Point","coordinates":[longitude, latitude]}},
   * in degrees from -180 to 180 and from -90 to 90.
   */
  public static Optional<GeoPoint> point(@Nullable Object plain) {
    return plain instanceof Map<?, ?> object
            && "Point".equals(object.get("type"))
            && object.get("coordinates") instanceof List<?> at
            && at.size() == 2
            && at.get(0) instanceof Number longitude
            && at.get(1) instanceof Number latitude
            && Math.abs(longitude.doubleValue()) <= LAST_LONGITUDE
            && Math.abs(latitude.doubleValue()) <= LAST_LATITUDE
        ? Optional.of(new GeoPoint(longitude.doubleValue(), latitude.doubleValue()))
        : Optional.empty();
  }

  private static double between(GeoPoint one, double longitude, double latitude) {
    double south = Math.sin(Math.toRadians(latitude - one.latitude()) / 2);
    double east = Math.sin(Math.toRadians(longitude - one.longitude()) / 2);
    double haversine =
        south * south
            + Math.cos(Math.toRadians(one.latitude()))
                * Math.cos(Math.toRadians(latitude))
                * east
                * east;
    // Rounding may carry it a little beyond 1 for antipodes.
    return 2 * Query.Near.EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, haversine)));
  }
}
