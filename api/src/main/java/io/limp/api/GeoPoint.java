package io.limp.api;

/**
 * A point on the earth, a GeoJSON Point (RFC 7946) on the wire.
 *
 * @param longitude degrees, -180 to 180
 * @param latitude degrees, -90 to 90
 */
public record GeoPoint(double longitude, double latitude) {}
