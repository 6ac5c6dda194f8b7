package io.limp.data;

import io.limp.api.AttrType;
import java.util.List;
import java.util.Map;

/**
 * What a driver must know of a collection.
 *
 * @param name as the module names it
 * @param types the attributes in order, without {@code _id}; they say how stored values are read
 *     back
 * @param unique sets of attributes (or dotted paths) that no two living documents share; a missing
 *     or null value is shared by none
 * @param indexes sets of attributes (or dotted paths) that are looked up or sorted by
 * @param search the attributes whose words {@link io.limp.api.Query.Search} finds; none: it is
 *     never asked for
 * @param history true: {@link Data#history} is asked for and must be quick
 */
public record CollectionSpec(
    String name,
    Map<String, AttrType<?>> types,
    List<List<String>> unique,
    List<List<String>> indexes,
    List<String> search,
    boolean history) {
  /** A collection whose words nobody searches and whose history nobody asks for. */
  public CollectionSpec(
      String name,
      Map<String, AttrType<?>> types,
      List<List<String>> unique,
      List<List<String>> indexes) {
    this(name, types, unique, indexes, List.of(), false);
  }
}
