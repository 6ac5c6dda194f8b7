package io.limp.data.sqlite;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.Secret;
import java.io.IOException;
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
  /** The value that the parser stands on, which is not null. */
  @Nullable Object readPresent(JsonParser json) throws IOException;

  default @Nullable Object read(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL ? null : readPresent(json);
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
        yield json -> list(json, member);
      }
      case AttrType.DictOf<?> dict -> {
        StoredType member = of(dict.of());
        yield json -> dict(json, member);
      }
      case AttrType.Typed typed -> {
        Map<String, StoredType> byName = new HashMap<>();
        typed.attrs().forEach(attr -> byName.put(attr.name(), of(attr.type())));
        yield json -> object(json, byName);
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
          PlainJson::read;
    };
  }

  private static @Nullable Object id(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      return PlainJson.read(json);
    }
    String text = json.getText();
    Optional<Id> id = Id.find(text);
    return id.isPresent() ? id.get() : text;
  }

  private static @Nullable Object whole(JsonParser json) throws IOException {
    Object value = PlainJson.read(json);
    // A float whose type became int; 2^63 itself is no long.
    if (value instanceof Double number
        && number == Math.rint(number)
        && Math.abs(number) < 0x1p63) {
      return number.longValue();
    }
    return value;
  }

  private static @Nullable Object decimal(JsonParser json) throws IOException {
    return json.currentToken().isNumeric() ? (Object) json.getDoubleValue() : PlainJson.read(json);
  }

  private static @Nullable Object moment(JsonParser json) throws IOException {
    Object value = PlainJson.read(json);
    return value instanceof Long millis ? Instant.ofEpochMilli(millis) : value;
  }

  private static @Nullable Object secret(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_STRING
        ? Secret.of(json.getText())
        : PlainJson.read(json);
  }

  private static @Nullable Object list(JsonParser json, StoredType member) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return member.readPresent(json);
    }
    List<@Nullable Object> members = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      members.add(member.read(json));
    }
    return Collections.unmodifiableList(members);
  }

  private static @Nullable Object dict(JsonParser json, StoredType member) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return PlainJson.read(json);
    }
    Map<String, @Nullable Object> dict = new LinkedHashMap<>();
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      json.nextToken();
      dict.put(key, member.read(json));
    }
    return Collections.unmodifiableMap(dict);
  }

  private static @Nullable Object object(JsonParser json, Map<String, StoredType> byName)
      throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return PlainJson.read(json);
    }
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      json.nextToken();
      StoredType member = byName.get(key);
      object.put(key, member == null ? PlainJson.read(json) : member.read(json));
    }
    return Collections.unmodifiableMap(object);
  }

  private static @Nullable Object access(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return PlainJson.read(json);
    }
    Map<String, @Nullable Object> access = new LinkedHashMap<>();
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      boolean ids = key.equals("users") || key.equals("groups");
      boolean present = json.nextToken() != JsonToken.VALUE_NULL;
      access.put(key, ids && present ? list(json, StoredType::id) : PlainJson.read(json));
    }
    return Collections.unmodifiableMap(access);
  }
}
