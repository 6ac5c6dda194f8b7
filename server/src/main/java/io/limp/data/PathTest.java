package io.limp.data;

import java.util.List;
import java.util.Map;

/**
 * A condition on the values that a path leads to: on the value itself or, where it is a list, on
 * one of its members. Where the schema leaves open what stands on the way, lists of objects are
 * entered, and the condition must hold for one of their members.
 */
final class PathTest implements Matcher.DocTest {
  private final String[] keys;
  private final boolean open;
  private final boolean emptyHolds;
  private final PlainTest test;

  /**
   * Makes one.
   *
   * @param emptyHolds it also holds where a list on the way has no members
   */
  private PathTest(Place place, boolean emptyHolds, PlainTest test) {
    this.keys = place.keys().toArray(String[]::new);
    this.open = place.open();
    this.emptyHolds = emptyHolds;
    this.test = test;
  }

  static PathTest of(Place place, PlainTest test) {
    return new PathTest(place, false, place.isScalar() ? test : orMember(test));
  }

  /** On one of the values of the object that stands there, such as the languages of a text. */
  static PathTest ofEach(Place place, PlainTest test) {
    return new PathTest(
        place,
        false,
        value ->
            value instanceof Map<?, ?> object
                ? anyOf(object.values(), test)
                : value instanceof List<?> list ? anyOf(list, test) : test.holds(value));
  }

  static PathTest isMissing(Place place) {
    PlainTest test = PlainTest.isNull();
    return new PathTest(place, !place.isScalar(), place.isScalar() ? test : orMember(test));
  }

  private static PlainTest orMember(PlainTest test) {
    return value -> test.holds(value) || (value instanceof List<?> list && anyOf(list, test));
  }

  private static boolean anyOf(Iterable<?> values, PlainTest test) {
    for (Object value : values) {
      if (test.holds(value)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean holds(Map<?, ?> doc) {
    return holds(doc, 0);
  }

  private boolean holds(Map<?, ?> source, int from) {
    boolean entersLists = open && keys.length - from <= Place.DEEPEST_FAN_OUT;
    int last = keys.length - 1;
    Map<?, ?> object = source;
    for (int i = from; i < last; i++) {
      Object value = object.get(keys[i]);
      if (value instanceof Map<?, ?> inner) {
        object = inner;
      } else if (entersLists && value instanceof List<?> list) {
        return holdsForMember(list, i + 1);
      } else {
        return test.holds(null);
      }
    }
    return test.holds(object.get(keys[last]));
  }

  private boolean holdsForMember(List<?> list, int from) {
    for (Object member : list) {
      if (member instanceof Map<?, ?> object && holds(object, from)) {
        return true;
      }
    }
    return emptyHolds && list.isEmpty();
  }
}
