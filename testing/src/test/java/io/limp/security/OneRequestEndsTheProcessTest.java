package io.limp.security;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S21: whatever comes, the process stays, and the answer carries the call id. */
class OneRequestEndsTheProcessTest {
  private static final List<String> ENDPOINTS =
      List.of(
          "note/read",
          "note/create",
          "note/update",
          "note/delete",
          "item/create",
          "user/read",
          "user/create",
          "user/update",
          "user/add_group",
          "session/auth",
          "session/reauth",
          "session/signout",
          "setting/create",
          "setting/update",
          "notification/create",
          "staff/create",
          "group/create",
          "blog/read");
  private static final List<String> NAMES =
      List.of(
          "_id",
          "title",
          "num",
          "owner",
          "owner.email",
          "label",
          "label.en_AE",
          "meta.a.b",
          "tags",
          "when",
          "place",
          "photo",
          "name",
          "email",
          "hash",
          "group",
          "var",
          "val",
          "type",
          "$limit",
          "$skip",
          "$sort",
          "$extn",
          "$diff",
          "$asOf",
          "$soft",
          "$group",
          "$search",
          "$geo_near",
          "__OR:num",
          "__OR:owner.email",
          "__OR:",
          "",
          ".",
          "..",
          "$",
          "a.",
          "user",
          "status",
          "privileges");
  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "zzz",
          TestApp.ADMIN_ID,
          "%",
          "'",
          "\"",
          "\u0000",
          "\ud800",
          "😀",
          "../../etc",
          "$gt",
          "(",
          "a".repeat(5000),
          "' OR 1=1 --",
          "{}",
          "null",
          "__ANON");

  private static TestApp app;

  @BeforeAll
  static void start() {
    app = Spike.start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyFuzzedCallIsAnsweredOnceWithItsCallId(long seed) {
    Random random = new Random(seed);
    try (TestClient client = app.admin()) {
      String token = client.session().token();
      for (int i = 0; i < 250; i++) {
        Map<String, Object> frame =
            client.frame(
                ENDPOINTS.get(random.nextInt(ENDPOINTS.size())),
                object(random, 0, true),
                object(random, 0, false));
        frame.put("call_id", "fuzz " + i);
        client.sendSigned(frame, token);
        Answer answer = client.next();
        assertThat(answer.callId())
            .as("seed %d: %s: %s", seed, frame, answer)
            .isEqualTo("fuzz " + i);
        assertThat(answer.status()).as("seed %d: %s: %s", seed, frame, answer).isNotEqualTo(500);
        if (answer.status() == 200 && frame.get("endpoint").toString().startsWith("session/")) {
          token = client.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD).session().token();
        }
      }
      client.call("user/read").expect(200);
    }
  }

  private static Map<String, Object> object(Random random, int depth, boolean query) {
    Map<String, Object> object = doc();
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      object.put(
          name,
          query && random.nextInt(4) > 0 && !name.startsWith("$")
              ? term(random)
              : value(random, depth + 1));
    }
    return object;
  }

  private static Map<String, Object> term(Random random) {
    Map<String, Object> term = doc("val", value(random, 1));
    switch (random.nextInt(5)) {
      case 0 ->
          term.put("oper", List.of("$gt", "$lt", "$not", "$bet", "$eq").get(random.nextInt(5)));
      case 1 -> {
        term.put("oper", "$bet");
        term.put("val2", value(random, 1));
      }
      case 2 -> term.put("strict", false);
      default -> {}
    }
    return term;
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 7 : 10)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong();
      case 3 -> random.nextInt(100);
      case 4 -> random.nextDouble() * Math.pow(10, random.nextInt(300));
      case 5, 6 -> TEXTS.get(random.nextInt(TEXTS.size()));
      case 7 -> object(random, depth, false);
      default -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(random, depth + 1));
        }
        yield list;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyMutilatedFrameIsAnswered(long seed) {
    Random random = new Random(seed);
    try (TestClient client = app.client();
        TestClient bystander = app.client()) {
      String whole = Wire.write(client.frame("note/read", query("title", doc("val", "x")), doc()));
      for (int i = 0; i < 250; i++) {
        StringBuilder frame = new StringBuilder(whole);
        for (int k = 1 + random.nextInt(3); k > 0; k--) {
          int at = random.nextInt(frame.length());
          switch (random.nextInt(3)) {
            case 0 -> frame.deleteCharAt(at);
            case 1 -> frame.insert(at, (char) random.nextInt(0x250));
            default -> frame.setCharAt(at, "{}[]\",:0en\\".charAt(random.nextInt(11)));
          }
        }
        Answer answer = client.exchange(frame.toString());
        assertThat(answer.status()).as("seed %d: %s", seed, frame).isNotEqualTo(500);
        assertThat(answer.args()).as("seed %d: %s", seed, frame).containsKey("call_id");
      }
      bystander.call("note/nothing").expect(204);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "staff/retrieve_photo/%00/x", "staff/retrieve_photo/../../x",
            "staff/retrieve_photo/a/%2e%2e",
        "staff/%2e%2e/a/b", "%ff/%fe/a/b", "staff/retrieve_photo/f00000000000000000000010/%2Fetc",
        "note/get_title/%F0%9F%98%80/x", "a%2Fb/c/d/e", "note/get_title//"
      })
  void everyOddPathIsAnswered(String path) {
    assertThat(app.get("/" + path.replaceFirst("^/+", "")).statusCode()).isBetween(400, 405);
  }
}
