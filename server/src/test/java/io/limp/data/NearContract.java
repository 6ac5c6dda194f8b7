package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.AttrType;
import io.limp.api.Find;
import io.limp.api.GeoPoint;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which documents a driver finds near a point, and which come first. */
abstract class NearContract extends Contract {
  private static final double DEGREE = Math.toRadians(1) * Query.Near.EARTH_RADIUS;

  private static Object point(double longitude, double latitude) {
    return new AttrType.Geo().plain(new GeoPoint(longitude, latitude));
  }

  private static Query near(double longitude, double latitude, double meters) {
    return near("home", longitude, latitude, meters);
  }

  private static Query near(String path, double longitude, double latitude, double meters) {
    return new Query.Near(path, new GeoPoint(longitude, latitude), meters);
  }

  @Test
  void whatIsWithinTheDistanceIsFoundNearestFirst() {
    insert(1, "home", point(55, 25.3));
    insert(2, "home", point(55, 25.1));
    insert(3, "home", point(55, 25.2));
    insert(4, "home", point(55, 26.1));
    insert(5, "home", null);
    insert(6);
    assertThat(ids(near(55, 25, DEGREE))).containsExactly(id(2), id(3), id(1));
    assertThat(ids(near(55, 25, 0.2001 * DEGREE))).containsExactly(id(2), id(3));
    assertThat(ids(near(55, 25, 0.1999 * DEGREE))).containsExactly(id(2));
    assertThat(ids(near(55, 25.2, 0))).containsExactly(id(3));
    assertThat(ids(near(55, 25, 0))).isEmpty();
  }

  @Test
  void theCornersOfTheBoxAreNotInTheCircle() {
    insert(1, "home", point(0.9, 0.9));
    insert(2, "home", point(0.6, 0.6));
    assertThat(ids(near(0, 0, DEGREE))).containsExactly(id(2));
  }

  @Test
  void theDateLineIsNoBorder() {
    insert(1, "home", point(179.9, 10));
    insert(2, "home", point(-179.9, 10));
    insert(3, "home", point(180, 10));
    insert(4, "home", point(-180, 10));
    insert(5, "home", point(178, 10));
    assertThat(ids(near(179.95, 10, 0.5 * DEGREE)))
        .containsExactlyInAnyOrder(id(1), id(2), id(3), id(4));
    assertThat(ids(near(-180, 10, 0.5 * DEGREE)))
        .containsExactlyInAnyOrder(id(1), id(2), id(3), id(4));
  }

  @Test
  void thePolesAreNearFromEverySide() {
    insert(1, "home", point(0, 89.9));
    insert(2, "home", point(180, 89.9));
    insert(3, "home", point(-90, 89.8));
    insert(4, "home", point(90, 88));
    assertThat(ids(near(0, 89.95, 0.5 * DEGREE))).containsExactly(id(1), id(2), id(3));
    assertThat(ids(near(123, 90, 0.25 * DEGREE))).containsExactlyInAnyOrder(id(1), id(2), id(3));
  }

  @Test
  void aDistanceBeyondTheEarthFindsAll() {
    insert(1, "home", point(0, 0));
    insert(2, "home", point(180, 0));
    insert(3, "home", point(-120, -90));
    insert(4);
    double half = Math.PI * Query.Near.EARTH_RADIUS;
    assertThat(ids(near(0, 0, half + 1))).containsExactly(id(1), id(3), id(2));
    assertThat(ids(near(0, 0, Double.MAX_VALUE))).containsExactly(id(1), id(3), id(2));
    assertThat(ids(near(0, 0, half - 1))).containsExactly(id(1), id(3));
  }

  @Test
  void changesAreFoundAtOnce() {
    insert(1, "home", point(1, 1));
    insert(2, "home", point(1, 1));
    update(1, "home", point(50, 50));
    assertThat(ids(near(1, 1, DEGREE))).containsExactly(id(2));
    assertThat(ids(near(50, 50, DEGREE))).containsExactly(id(1));
    update(1, "home", null);
    assertThat(ids(near(50, 50, DEGREE))).isEmpty();
    delete(2, false);
    assertThat(ids(near(1, 1, DEGREE))).isEmpty();
    data.load("things", List.of(new StoredDoc(doc(2, "home", point(2, 2)), 5, false)));
    assertThat(ids(near(2, 2, DEGREE))).containsExactly(id(2));
  }

  @Test
  void otherConditionsHoldToo() {
    insert(1, "home", point(1, 1), "number", 1L);
    insert(2, "home", point(1, 1.1), "number", 2L);
    insert(3, "home", point(9, 9), "number", 2L);
    insert(4, "number", 2L);
    Query here = near(1, 1, DEGREE);
    assertThat(ids(here.and(is("number", 2L)))).containsExactly(id(2));
    assertThat(ids(here.negated())).containsExactly(id(4), id(3));
    assertThat(ids(new Query.Or(List.of(here, is("_id", id(4))))))
        .containsExactly(id(4), id(2), id(1));
    assertThat(ids(here.and(near(1, 1.1, 0.01 * DEGREE)))).containsExactly(id(2));
    Find page = Find.where(here).limit(1);
    assertThat(data.read("things", page).list()).containsExactly(read(1));
    assertThat(data.read("things", page).total()).isEqualTo(2);
    Find newest = Find.where(here).sorted(new Sort("_id", true));
    assertThat(data.read("things", newest).list()).containsExactly(read(2), read(1));
  }

  @Test
  void pointsAreFoundWhereverTheyStand() {
    insert(1, "any", point(1, 1));
    insert(2, "meta", Map.of("place", point(1, 1)));
    insert(3, "any", Map.of("type", "Polygon", "coordinates", List.of(1.0, 1.0)));
    assertThat(ids(near("any", 1, 1, 1))).containsExactly(id(1));
    assertThat(ids(near("meta.place", 1, 1, 1))).containsExactly(id(2));
    assertThat(ids(near("text", 1, 1, 1))).isEmpty();
  }

  @Test
  void theNearestComesFirstWhereverItStands() {
    insert(1, "meta", Map.of("place", point(1, 1)));
    insert(2, "meta", Map.of("place", point(1, 1.2)));
    insert(3, "meta", Map.of("place", point(1, 1.1)));
    insert(4, "meta", Map.of("place", List.of(point(1, 1))));
    Query nearest = near("meta.place", 1, 1, DEGREE);
    assertThat(ids(nearest)).containsExactly(id(1), id(3), id(2), id(4));
    Query within = new Query.And(List.of(Query.everything(), new Query.And(List.of(nearest))));
    assertThat(ids(within)).containsExactly(id(1), id(3), id(2), id(4));
  }

  @Test
  void randomPointsAreFoundByTheirDistanceAlone() {
    Random random = new Random(7);
    List<Write> writes = new ArrayList<>();
    List<GeoPoint> points = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      GeoPoint point = random(random);
      points.add(point);
      Object plain = new AttrType.Geo().plain(point);
      writes.add(new Write.Insert("things", doc(i, "home", plain)));
    }
    data.write(ACTOR, writes);
    for (int i = 0; i < 200; i++) {
      GeoPoint center = random(random);
      double meters = Math.pow(random.nextDouble(), 3) * 20_000_000;
      List<Id> expected = new ArrayList<>();
      for (int p = 0; p < points.size(); p++) {
        if (Distances.between(center, points.get(p)) <= meters) {
          expected.add(id(p));
        }
      }
      assertThat(ids(new Query.Near("home", center, meters)))
          .as("%s m around %s", meters, center)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /** Many of them at the poles and at the date line. */
  private static GeoPoint random(Random random) {
    double longitude = random.nextInt(4) == 0 ? 180 : random.nextDouble() * 180;
    double latitude =
        random.nextInt(4) == 0 ? 90 - random.nextDouble() * 3 : random.nextDouble() * 90;
    return new GeoPoint(
        random.nextBoolean() ? longitude : -longitude, random.nextBoolean() ? latitude : -latitude);
  }
}
