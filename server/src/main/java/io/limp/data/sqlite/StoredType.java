package io.limp.data.sqlite;

import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the stored JSON of an attribute is read back as the plain value that was written. What does
 * not look like the type (the schema was another one when it was written) is read as the JSON that
 * it is.
 */
interface StoredType {
  /** The value that the reader stands on, which is not null. */
  @Nullable Object readPresent(JsonbReader in);

  default @Nullable Object read(JsonbReader in) {
    return in.isNull() ? null : readPresent(in);
  }

  static StoredType of(AttrType<?> type) {
    return switch (type) {
      case AttrType.IdType _ -> StoredType::id;
      case AttrType.Int _ -> StoredType::whole;
      case AttrType.Decimal _ -> StoredType::decimal;
      case AttrType.Datetime _ -> StoredType::moment;
      case AttrType.SecretType _ -> StoredType::secret;
      case AttrType.AccessType _ -> StoredType::access;
      case AttrType.ListOf<?> list -> {
        StoredType member = of(list.of());
        yield in -> list(in, member);
      }
      case AttrType.DictOf<?> dict -> {
        StoredType member = of(dict.of());
        yield in -> dict(in, member);
      }
      case AttrType.Typed typed -> {
        Map<String, StoredType> byName = new HashMap<>();
        typed.attrs().forEach(attr -> byName.put(attr.name(), of(attr.type())));
        yield in -> object(in, byName);
      }
      case AttrType.Own<?, ?> own -> of(own.of());
      case AttrType.Any _,
          AttrType.Str _,
          AttrType.Counter _,
          AttrType.Bool _,
          AttrType.Literal _,
          AttrType.Email _,
          AttrType.Phone _,
          AttrType.Web _,
          AttrType.Url _,
          AttrType.Ip _,
          AttrType.Language _,
          AttrType.Date _,
          AttrType.Time _,
          AttrType.Union _,
          AttrType.Locale _,
          AttrType.Dict _,
          AttrType.Geo _,
          AttrType.File _,
          AttrType.PrivilegesType _ ->
          JsonbReader::value;
    };
  }

  private static @Nullable Object id(JsonbReader in) {
    if (!in.isText()) {
      return in.value();
    }
    String text = in.text();
    Optional<Id> id = Id.find(text);
    return id.isPresent() ? id.get() : text;
  }

  private static @Nullable Object whole(JsonbReader in) {
    Object value = in.value();
    // A float whose type became int; 2^63 itself is no long.
    if (value instanceof Double number
        && number == Math.rint(number)
        && Math.abs(number) < 0x1p63) {
      return number.longValue();
    }
    return value;
  }

  private static @Nullable Object decimal(JsonbReader in) {
    return in.isNumber() ? (Object) in.number() : in.value();
  }

  private static @Nullable Object moment(JsonbReader in) {
    Object value = in.value();
    return value instanceof Long millis ? Instant.ofEpochMilli(millis) : value;
  }

  private static @Nullable Object secret(JsonbReader in) {
    return in.isText() ? Secret.of(in.text()) : in.value();
  }

  private static @Nullable Object list(JsonbReader in, StoredType member) {
    if (!in.isList()) {
      return member.readPresent(in);
    }
    List<@Nullable Object> members = new ArrayList<>();
    for (int end = in.enter(); in.isBefore(end); ) {
      in.next();
      members.add(member.read(in));
    }
    return Collections.unmodifiableList(members);
  }

  private static @Nullable Object dict(JsonbReader in, StoredType member) {
    if (!in.isObject()) {
      return in.value();
    }
    Map<String, @Nullable Object> dict = new LinkedHashMap<>();
    for (int end = in.enter(); in.isBefore(end); ) {
      in.next();
      String key = in.text();
      in.next();
      dict.put(key, member.read(in));
    }
    return Collections.unmodifiableMap(dict);
  }

  private static @Nullable Object object(JsonbReader in, Map<String, StoredType> byName) {
    if (!in.isObject()) {
      return in.value();
    }
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int end = in.enter(); in.isBefore(end); ) {
      in.next();
      String key = in.text();
      in.next();
      StoredType member = byName.get(key);
      object.put(key, member == null ? in.value() : member.read(in));
    }
    return Collections.unmodifiableMap(object);
  }

  private static @Nullable Object access(JsonbReader in) {
    if (!in.isObject()) {
      return in.value();
    }
    Map<String, @Nullable Object> access = new LinkedHashMap<>();
    for (int end = in.enter(); in.isBefore(end); ) {
      in.next();
      String key = in.text();
      boolean ids = key.equals("users") || key.equals("groups");
      in.next();
      access.put(key, ids && !in.isNull() ? list(in, StoredType::id) : in.value());
    }
    return Collections.unmodifiableMap(access);
  }
}
