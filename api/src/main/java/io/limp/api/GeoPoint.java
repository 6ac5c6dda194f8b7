package io.limp.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A point on the earth, a GeoJSON Point (RFC 7946) on the wire.
 *
 * @param longitude degrees, -180 to 180
 * @param latitude degrees, -90 to 90
 */
public record GeoPoint(double longitude, double latitude) {
  /** From {@code {"type": "Point", "coordinates": [longitude, latitude]}}. */
  static GeoPoint ofPlain(Object plain) {
    List<?> at = (List<?>) Objects.requireNonNull(((Map<?, ?>) plain).get("coordinates"));
    return new GeoPoint(((Number) at.get(0)).doubleValue(), ((Number) at.get(1)).doubleValue());
  }

  Object plain() {
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("type", "Point");
    point.put("coordinates", List.of(longitude, latitude));
    return point;
  }
}
