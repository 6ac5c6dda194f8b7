package io.limp.data;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a read shows of a document that was written: attributes in the order of the schema, and of
 * values what their types say. Every driver has this in two halves, writing and reading; here it is
 * said once.
 */
final class AsStored {
  private static final AttrType<?> ANY = new AttrType.Any();

  private AsStored() {}

  static Doc of(Doc doc, Map<String, AttrType<?>> types) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(LimpModule.ID.name(), doc.id());
    types.forEach(
        (name, type) -> {
          if (doc.values().containsKey(name)) {
            values.put(name, value(type, doc.values().get(name)));
          }
        });
    return new Doc(values);
  }

  /** The same of what an update sets; what a path leads to is of no known type yet. */
  static Doc changes(Doc changes, Map<String, AttrType<?>> types) {
    Map<String, Object> values = new LinkedHashMap<>(changes.values());
    values.replaceAll(
        (path, change) ->
            change instanceof Edit ? change : value(types.getOrDefault(path, ANY), change));
    return new Doc(values);
  }

  private static Object value(AttrType<?> type, Object plain) {
    return switch (type) {
      case AttrType<?> _ when plain == null -> null;
      case AttrType.IdType _ -> open(plain) instanceof String text ? id(text) : open(plain);
      case AttrType.Datetime _ ->
          open(plain) instanceof Long millis ? Instant.ofEpochMilli(millis) : open(plain);
      case AttrType.Int _ ->
          plain instanceof Double real && real == Math.rint(real) && Math.abs(real) < 0x1p63
              ? (Object) real.longValue()
              : open(plain);
      case AttrType.Decimal _ ->
          open(plain) instanceof Number number ? (Object) number.doubleValue() : open(plain);
      case AttrType.SecretType _ ->
          open(plain) instanceof String text ? Secret.of(text) : open(plain);
      case AttrType.ListOf<?> list when plain instanceof Collection<?> all -> list(list.of(), all);
      case AttrType.ListOf<?> list -> value(list.of(), plain);
      case AttrType.DictOf<?> dict when plain instanceof Map<?, ?> map ->
          object(map, _ -> dict.of());
      case AttrType.Typed typed when plain instanceof Map<?, ?> map ->
          object(map, key -> typed.attr(key).<AttrType<?>>map(Attr::type).orElse(ANY));
      case AttrType.AccessType _ when plain instanceof Map<?, ?> map ->
          object(map, key -> key.equals("anon") ? ANY : new AttrType.ListOf<>(AttrType.id()));
      case AttrType.Own<?, ?> own -> value(own.of(), plain);
      case AttrType<?> _ -> open(plain);
    };
  }

  private static Object id(String text) {
    Optional<Id> id = Id.find(text);
    return id.isPresent() ? id.get() : text;
  }

  /** Where the type says nothing, as JSON has it. */
  private static Object open(Object plain) {
    return switch (plain) {
      case null -> null;
      case String text -> StoredText.of(text);
      case Id id -> id.toString();
      case Instant moment -> moment.toEpochMilli();
      case Secret secret -> StoredText.of(secret.reveal());
      case Collection<?> members -> list(ANY, members);
      case Map<?, ?> map -> object(map, _ -> ANY);
      default -> plain;
    };
  }

  private static List<Object> list(AttrType<?> of, Collection<?> members) {
    List<Object> list = new ArrayList<>();
    members.forEach(member -> list.add(value(of, member)));
    return list;
  }

  private static Map<String, Object> object(Map<?, ?> map, Function<String, AttrType<?>> types) {
    Map<String, Object> object = new LinkedHashMap<>();
    map.forEach((key, value) -> object.put((String) key, value(types.apply((String) key), value)));
    return object;
  }
}
