package io.limp.data.mongo;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.Secret;
import io.limp.data.StoredText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonNumber;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A plain value as BSON and back, by the type of its attribute: an id is an ObjectId where the type
 * says id, a moment a Date where it says datetime. Where the type leaves the value open they are
 * text and milliseconds, as in the embedded database. What does not look like its type (the schema
 * was another one when it was written) is kept and read as it is.
 */
final class StoredValue {
  private static final AttrType<?> ID = new AttrType.IdType();
  private static final AttrType<?> OPEN = new AttrType.Any();

  private StoredValue() {}

  /** The value for a document or a condition. */
  static BsonValue bson(AttrType<?> type, @Nullable Object plain) {
    return switch (type) {
      case AttrType.IdType _ -> id(plain);
      case AttrType.Datetime _ -> moment(plain);
      case AttrType.Int _ -> whole(plain);
      case AttrType.Decimal _ when plain instanceof Number number -> decimal(number.doubleValue());
      case AttrType.ListOf<?> list when plain instanceof Collection<?> members ->
          array(list.of(), members);
      case AttrType.ListOf<?> list -> bson(list.of(), plain);
      case AttrType.AccessType _ when plain instanceof Map<?, ?> access -> access(access);
      case AttrType<?> _ -> open(plain);
    };
  }

  private static BsonValue id(@Nullable Object plain) {
    if (plain instanceof Id id) {
      return objectId(id);
    }
    // As the embedded database reads it: a text that is an id is one, under an attribute of ids.
    return plain instanceof String text && Id.find(text).isPresent()
        ? objectId(Id.of(text))
        : open(plain);
  }

  static BsonObjectId objectId(Id id) {
    return new BsonObjectId(new ObjectId(id.bytes()));
  }

  static Id id(BsonValue objectId) {
    return Id.of(objectId.asObjectId().getValue().toByteArray());
  }

  private static BsonValue moment(@Nullable Object plain) {
    return switch (plain) {
      case Instant moment -> new BsonDateTime(moment.toEpochMilli());
      case Long millis -> new BsonDateTime(millis);
      case null, default -> open(plain);
    };
  }

  private static BsonValue whole(@Nullable Object plain) {
    return plain instanceof Double number && isWhole(number)
        ? new BsonInt64(number.longValue())
        : open(plain);
  }

  /** 2^63 itself is no long. */
  private static boolean isWhole(double number) {
    return number == Math.rint(number) && Math.abs(number) < 0x1p63;
  }

  private static BsonDouble decimal(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("Not a finite number: " + number);
    }
    return new BsonDouble(number);
  }

  private static BsonArray array(AttrType<?> of, Collection<?> members) {
    BsonArray array = new BsonArray(members.size());
    for (Object member : members) {
      array.add(bson(of, member));
    }
    return array;
  }

  private static BsonDocument access(Map<?, ?> access) {
    BsonDocument object = new BsonDocument();
    access.forEach(
        (key, value) ->
            object.put(
                Field.escaped((String) key),
                isIds(key) && value instanceof Collection<?> ids ? array(ID, ids) : open(value)));
    return object;
  }

  private static boolean isIds(Object key) {
    return key.equals("users") || key.equals("groups");
  }

  private static BsonValue open(@Nullable Object plain) {
    return switch (plain) {
      case null -> BsonNull.VALUE;
      case String text -> new BsonString(StoredText.of(text));
      case Id id -> new BsonString(id.toString());
      case Long number -> new BsonInt64(number);
      case Integer number -> new BsonInt64(number);
      case Boolean bool -> BsonBoolean.valueOf(bool);
      case Double number -> decimal(number);
      case Instant moment -> new BsonInt64(moment.toEpochMilli());
      case Secret secret -> new BsonString(StoredText.of(secret.reveal()));
      case Collection<?> members -> array(OPEN, members);
      case Map<?, ?> map -> {
        BsonDocument object = new BsonDocument();
        map.forEach((key, value) -> object.put(Field.escaped((String) key), open(value)));
        yield object;
      }
      default ->
          throw new IllegalArgumentException("Not a plain value: " + plain.getClass().getName());
    };
  }

  /** The value that was stored under an attribute of that type. */
  static @Nullable Object plain(AttrType<?> type, BsonValue stored) {
    if (stored.isNull()) {
      return null;
    }
    return switch (type) {
      case AttrType.IdType _ -> plainId(stored);
      case AttrType.Datetime _ -> plainMoment(stored);
      case AttrType.Int _ -> plainWhole(stored);
      case AttrType.Decimal _ when stored instanceof BsonNumber number -> number.doubleValue();
      case AttrType.SecretType _ when stored.isString() -> Secret.of(stored.asString().getValue());
      case AttrType.ListOf<?> list when stored.isArray() -> plainList(list.of(), stored.asArray());
      case AttrType.ListOf<?> list -> plain(list.of(), stored);
      case AttrType.AccessType _ when stored.isDocument() -> plainAccess(stored.asDocument());
      case AttrType.DictOf<?> dict when stored.isDocument() ->
          plainObject(stored.asDocument(), _ -> dict.of());
      case AttrType.Typed typed when stored.isDocument() ->
          plainObject(
              stored.asDocument(),
              name -> typed.attr(name).<AttrType<?>>map(Attr::type).orElse(OPEN));
      case AttrType.Own<?, ?> own -> plain(own.of(), stored);
      case AttrType<?> _ -> plain(stored);
    };
  }

  private static @Nullable Object plainId(BsonValue stored) {
    if (stored.isObjectId()) {
      return id(stored);
    }
    Optional<Id> id = stored.isString() ? Id.find(stored.asString().getValue()) : Optional.empty();
    return id.isPresent() ? id.get() : plain(stored);
  }

  private static @Nullable Object plainMoment(BsonValue stored) {
    Object value = plain(stored);
    return value instanceof Long millis ? Instant.ofEpochMilli(millis) : value;
  }

  private static @Nullable Object plainWhole(BsonValue stored) {
    Object value = plain(stored);
    return value instanceof Double number && isWhole(number) ? (Object) number.longValue() : value;
  }

  private static List<@Nullable Object> plainList(AttrType<?> of, BsonArray stored) {
    List<@Nullable Object> members = new ArrayList<>(stored.size());
    for (BsonValue member : stored) {
      members.add(plain(of, member));
    }
    return Collections.unmodifiableList(members);
  }

  /** The members are kept as JSON would, because a path into them leads to values of any kind. */
  private static Map<String, @Nullable Object> plainObject(
      BsonDocument stored, Function<String, AttrType<?>> types) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    stored.forEach(
        (key, value) -> {
          String name = Field.unescaped(key);
          object.put(name, plain(types.apply(name), value));
        });
    return Collections.unmodifiableMap(object);
  }

  private static Map<String, @Nullable Object> plainAccess(BsonDocument stored) {
    Map<String, @Nullable Object> access = new LinkedHashMap<>();
    stored.forEach(
        (key, value) ->
            access.put(
                Field.unescaped(key),
                isIds(key) && value.isArray() ? plainList(ID, value.asArray()) : plain(value)));
    return Collections.unmodifiableMap(access);
  }

  /** As BSON alone tells it: 32-bit and decimal numbers come from those who edit by hand. */
  private static @Nullable Object plain(BsonValue stored) {
    return switch (stored.getBsonType()) {
      case NULL, UNDEFINED -> null;
      case STRING -> stored.asString().getValue();
      case INT32 -> (long) stored.asInt32().getValue();
      case INT64 -> stored.asInt64().getValue();
      case DOUBLE -> stored.asDouble().getValue();
      case DECIMAL128 -> stored.asDecimal128().doubleValue();
      case BOOLEAN -> stored.asBoolean().getValue();
      case OBJECT_ID -> id(stored).toString();
      case DATE_TIME -> stored.asDateTime().getValue();
      case ARRAY -> plainList(OPEN, stored.asArray());
      case DOCUMENT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        stored.asDocument().forEach((key, value) -> object.put(Field.unescaped(key), plain(value)));
        yield Collections.unmodifiableMap(object);
      }
      default -> stored.toString();
    };
  }
}
