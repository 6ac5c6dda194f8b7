package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the contracts about keeping and writing share: one collection, {@code staff}. */
abstract class StaffContract extends Contract {
  static final Map<String, AttrType<?>> STAFF_TYPES = new LinkedHashMap<>();

  static {
    STAFF_TYPES.put("name", new AttrType.Str());
    STAFF_TYPES.put("email", new AttrType.Email());
    STAFF_TYPES.put("realm", new AttrType.Str());
    STAFF_TYPES.put("age", new AttrType.Int());
    STAFF_TYPES.put("weight", new AttrType.Decimal());
    STAFF_TYPES.put("active", new AttrType.Bool());
    STAFF_TYPES.put("owner", new AttrType.IdType());
    STAFF_TYPES.put("groups", new AttrType.ListOf<>(new AttrType.IdType()));
    STAFF_TYPES.put("seen", new AttrType.Datetime());
    STAFF_TYPES.put("visits", new AttrType.ListOf<>(new AttrType.Datetime()));
    STAFF_TYPES.put("title", new AttrType.Locale());
    STAFF_TYPES.put("access", new AttrType.AccessType());
    STAFF_TYPES.put("home", new AttrType.Geo());
    STAFF_TYPES.put("photo", new AttrType.File(List.of()));
    STAFF_TYPES.put("meta", new AttrType.Dict());
    STAFF_TYPES.put("turns", new AttrType.DictOf<>(new AttrType.Datetime()));
    STAFF_TYPES.put("peers", new AttrType.DictOf<>(new AttrType.IdType()));
    STAFF_TYPES.put("any", new AttrType.Any());
    STAFF_TYPES.put("password", new AttrType.SecretType());
  }

  static final CollectionSpec STAFF =
      new CollectionSpec(
          "staff",
          STAFF_TYPES,
          List.of(List.of("email"), List.of("realm", "name")),
          List.of(List.of("age")));

  @Override
  List<CollectionSpec> collections() {
    return List.of(STAFF);
  }

  static Doc doc(Id id, Object... attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("_id", id);
    values.putAll(values(attrs));
    return new Doc(values);
  }

  /** All of them, the newest first. */
  List<Id> ids() {
    return ids(Query.everything());
  }
}
