package io.limp.types;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.LimpModule;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The refusal of a value, word by word: where it stands, what it is, what it should have been. */
class RefusedValuesTest {
  private static TestApp app;
  private static TestClient level1;
  private static TestClient6 level6;

  @BeforeAll
  static void start() {
    LimpModule[] modules =
        Types.all().entrySet().stream()
            .map(type -> new OneAttr(type.getKey(), type.getValue()))
            .toArray(LimpModule[]::new);
    app = TestApp.of("types", modules).start();
    level1 = app.client();
    level6 = app.client6();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static void refuses1(
      String type, @Nullable Object given, String msg, Map<String, Object> args) {
    said(level1.call(type + "/create", query(), doc("v", given)), msg, args);
  }

  private static void refuses6(
      String type, @Nullable Object given, String msg, Map<String, Object> args) {
    said(level6.call(type + "/create", List.of(), doc("v", given)), msg, args);
  }

  private static void said(Answer answer, String msg, Map<String, Object> args) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.msg()).isEqualTo(msg);
    Map<String, @Nullable Object> said = doc();
    said.putAll(answer.args());
    said.remove("call_id");
    assertThat(said).isEqualTo(args);
  }

  @Test
  void aValueOfAnotherType() {
    refuses1(
        "int",
        "12",
        "Invalid value for attr 'v' from request on module 'TYPES_INT'.",
        doc("code", "TYPES_INT_INVALID_ATTR", "attr", "v", "type", "int", "value", "\"12\""));
    refuses6(
        "int",
        1.5,
        "Invalid attr 'v' of type '<class 'float'>' with required type 'INT' for 'create' request"
            + " on module 'TYPES_INT'.",
        doc("code", "TYPES_INT_INVALID_ATTR", "attr", "v", "type", "int", "value", "1.5"));
  }

  @Test
  void aValueThatCannotBeConverted() {
    refuses1(
        "id",
        "zzz",
        "Value for attr 'v' couldn't be converted to 'id' from request on module 'TYPES_ID'.",
        doc("code", "TYPES_ID_INVALID_ATTR", "attr", "v", "type", "id", "value", "\"zzz\""));
    refuses6(
        "id",
        "zzz",
        "Can't convert attr 'v' of type '<class 'str'>' to type 'ID' for 'create' request on"
            + " module 'TYPES_ID'.",
        doc(
            "code",
            "TYPES_ID_CONVERT_INVALID_ATTR",
            "attr",
            "v",
            "type",
            "id",
            "value",
            "\"zzz\""));
  }

  @Test
  void aValueOutOfItsRange() {
    refuses1(
        "int_rule",
        14,
        "Invalid value for attr 'v' from request on module 'TYPES_INT_RULE': it must be from -4 to"
            + " 11.",
        doc("code", "TYPES_INT_RULE_INVALID_ATTR", "attr", "v", "type", "int", "value", "14"));
    refuses6(
        "date",
        "2031-01-01",
        "Invalid attr 'v' of type '<class 'str'>' with required type 'DATE' for 'create' request on"
            + " module 'TYPES_DATE': it must be from 2020-01-01 to 2030-12-31.",
        doc(
            "code",
            "TYPES_DATE_INVALID_ATTR",
            "attr",
            "v",
            "type",
            "date",
            "value",
            "\"2031-01-01\""));
  }

  @Test
  void aPartOfAValue() {
    List<Object> visits = List.of(doc("desc", "a"), doc("desc", "b"), doc("desc", 5));
    refuses1(
        "typed_list",
        visits,
        "Invalid value for attr 'v[2].desc' from request on module 'TYPES_TYPED_LIST'.",
        doc(
            "code",
            "TYPES_TYPED_LIST_INVALID_ATTR",
            "attr",
            "v[2].desc",
            "type",
            "str",
            "value",
            "5"));
    refuses6(
        "typed_list",
        List.of(doc("by", TestApp.ADMIN_ID)),
        "Invalid attr 'v[0].desc' of type '<class 'NoneType'>' with required type 'STR' for"
            + " 'create' request on module 'TYPES_TYPED_LIST': it is missing.",
        doc(
            "code",
            "TYPES_TYPED_LIST_INVALID_ATTR",
            "attr",
            "v[0].desc",
            "type",
            "str",
            "value",
            "null"));
  }

  @Test
  void aMemberOfAListGoesByTheListsNameInTheSentencesOfLevel1() {
    refuses1(
        "list",
        List.of("a", 5),
        "Invalid value for attr 'v' from request on module 'TYPES_LIST'.",
        doc("code", "TYPES_LIST_INVALID_ATTR", "attr", "v[1]", "type", "str", "value", "5"));
  }

  @Test
  void aPackagesOwnTypeSaysWhy() {
    refuses6(
        "own",
        "12-4",
        "Invalid attr 'v' of type '<class 'str'>' with required type 'PART_NUMBER' for 'create'"
            + " request on module 'TYPES_OWN': the check digit of 12-4 is 3.",
        doc(
            "code",
            "TYPES_OWN_INVALID_ATTR",
            "attr",
            "v",
            "type",
            "part_number",
            "value",
            "\"12-4\""));
  }

  @Test
  void aLongValueIsShownShortAndOnOneLine() {
    refuses1(
        "int",
        "x".repeat(1_000_000),
        "Invalid value for attr 'v' from request on module 'TYPES_INT'.",
        doc(
            "code",
            "TYPES_INT_INVALID_ATTR",
            "attr",
            "v",
            "type",
            "int",
            "value",
            '"' + "x".repeat(59) + "..."));
    refuses1(
        "int",
        doc("a\nb", List.of(1, "c\u0000")),
        "Invalid value for attr 'v' from request on module 'TYPES_INT'.",
        doc(
            "code",
            "TYPES_INT_INVALID_ATTR",
            "attr",
            "v",
            "type",
            "int",
            "value",
            "{a\\u000ab=[1, c\\u0000]}"));
  }

  @Test
  void aSecretIsNotShown() {
    refuses1(
        "secret",
        List.of("s3cret"),
        "Invalid value for attr 'v' from request on module 'TYPES_SECRET'.",
        doc("code", "TYPES_SECRET_INVALID_ATTR", "attr", "v", "type", "secret"));
  }
}
