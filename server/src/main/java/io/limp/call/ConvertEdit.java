package io.limp.call;

import io.limp.api.AttrType;
import io.limp.api.Edit;
import io.limp.data.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an update says of an attribute: a value to set, or an operator that changes what is there.
 *
 * <pre>{@code
 * {"num": {"$add": 3}}      {"num": {"$multiply": 2}}      {"label": {"$set": "x"}}      {"num": {"$unset": true}}
 * {"tags": {"$append": "b", "$unique": true}}      {"tags": {"$remove": ["a"]}}      {"tags": {"$set_index": "c", "$index": 0}}
 * }</pre>
 *
 * <p>{@code $push}, {@code $push_unique} and {@code $pull} are older spellings of {@code $append},
 * the same with {@code $unique}, and {@code $remove}.
 */
final class ConvertEdit {
  private static final Map<String, String> OLDER =
      Map.of("$push", "$append", "$push_unique", "$append", "$pull", "$remove");

  /** What may stand beside an operator. */
  private static final Map<String, String> BESIDE =
      Map.of("$append", "$unique", "$set_index", "$index");

  private static final Set<String> OPERATORS =
      Set.of("$set", "$add", "$multiply", "$append", "$remove", "$set_index", "$unset");

  private final LoadedModule module;
  private final ConvertValue values;

  ConvertEdit(LoadedModule module, ConvertValue values) {
    this.module = module;
    this.values = values;
  }

  /** The plain value to set, or an {@link Edit}; null changes nothing. */
  @Nullable Object convert(
      String path, AttrType<?> type, boolean optional, boolean hidden, @Nullable Object given) {
    if (given instanceof Edit) {
      return given; // of module code that calls as its caller; what clients send has none
    }
    Optional<String> operator = operator(path, given);
    if (operator.isEmpty() || !(given instanceof Map<?, ?> edit)) {
      return optional
          ? values.convertOptional(path, type, given)
          : values.convert(path, type, given);
    }
    Object operand = edit.get(operator.get());
    String name = OLDER.getOrDefault(operator.get(), operator.get());
    if (name.equals("$set")) {
      return values.convert(path, type, operand);
    }
    if (hidden) {
      throw refused(path, operator.get() + " cannot change what is hidden");
    }
    if (type instanceof AttrType.Own<?, ?> && !name.equals("$unset")) {
      throw refused(path, operator.get() + " cannot change a " + type.word() + ": set it anew");
    }
    return switch (name) {
      case "$add" -> new Edit.Add(number(path, type, name, operand));
      case "$multiply" -> new Edit.Multiply(number(path, type, name, operand));
      case "$append" ->
          new Edit.Append(
              members(path, type, operator.get(), operand),
              operator.get().equals("$push_unique") || Boolean.TRUE.equals(edit.get("$unique")));
      case "$remove" -> new Edit.Remove(members(path, type, operator.get(), operand));
      case "$set_index" ->
          new Edit.SetIndex(
              index(path, edit.get("$index")), members(path, type, name, operand).getFirst());
      default -> {
        if (!Boolean.TRUE.equals(operand) || !optional) {
          throw refused(
              path, optional ? "$unset takes true" : "$unset: the attribute must have a value");
        }
        yield new Edit.Unset();
      }
    };
  }

  /** The one operator of an object of operators; empty when the value is to be set as it is. */
  private Optional<String> operator(String path, @Nullable Object given) {
    if (!(given instanceof Map<?, ?> map)
        || map.keySet().stream().noneMatch(key -> ((String) key).startsWith("$"))) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(Json.object(map));
    Optional<String> operator = rest.keySet().stream().filter(this::isOperator).findFirst();
    if (operator.isPresent()) {
      rest.remove(operator.get());
      String beside = BESIDE.get(operator.get());
      if (beside != null) {
        rest.remove(beside);
      }
    }
    if (operator.isEmpty() || !rest.isEmpty()) {
      throw refused(path, "takes one operator, not " + PlainValues.shown(map));
    }
    return operator;
  }

  private boolean isOperator(String key) {
    return OPERATORS.contains(key) || OLDER.containsKey(key);
  }

  private Number number(String path, AttrType<?> type, String operator, @Nullable Object operand) {
    boolean fits =
        switch (type) {
          case AttrType.Int _ -> operand instanceof Long;
          case AttrType.Decimal _, AttrType.Any _ -> operand instanceof Number;
          default -> throw refused(path, operator + " needs a number to change");
        };
    if (fits && operand instanceof Number number) {
      return number;
    }
    throw refused(path, operator + " takes a number, not " + PlainValues.shown(operand));
  }

  /** One member, or a list of them where a member is no list itself. */
  private List<Object> members(
      String path, AttrType<?> type, String operator, @Nullable Object operand) {
    if (operand == null) {
      throw refused(path, operator + " takes a value, not null");
    }
    List<Object> members = new ArrayList<>();
    switch (type) {
      case AttrType.ListOf<?> list -> {
        boolean several = operand instanceof List<?> && !(list.of() instanceof AttrType.ListOf<?>);
        for (Object member : several ? (List<?>) operand : List.of(operand)) {
          Object converted = values.convert(path, list.of(), member);
          if (converted == null) {
            throw refused(path, operator + " takes values, not null");
          }
          members.add(converted);
        }
      }
      case AttrType.Any any when operator.equals("$remove") && operand instanceof List<?> list ->
          list.forEach(
              member -> {
                if (member != null) {
                  members.add(member);
                }
              });
      case AttrType.Any any -> members.add(values.present(path, any, operand));
      default -> throw refused(path, operator + " needs a list to change");
    }
    if (members.isEmpty()) {
      throw refused(path, operator + " takes a value, not an empty list");
    }
    return members;
  }

  private int index(String path, @Nullable Object given) {
    if (given instanceof Long index && index >= 0 && index <= Integer.MAX_VALUE) {
      return index.intValue();
    }
    throw refused(path, "$index must be a whole number from 0 on, not " + PlainValues.shown(given));
  }

  private RuntimeException refused(String path, String why) {
    return Codes.invalidAttr(module, path, why);
  }
}
