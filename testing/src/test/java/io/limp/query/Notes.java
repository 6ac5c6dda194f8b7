package io.limp.query;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server with the recorded notes in it, and its administrator, who asks in steps. */
final class Notes implements AutoCloseable {
  private final TestApp app = Spike.start();
  private final TestClient admin = app.admin();
  private final List<String> ids = new ArrayList<>();

  Notes() {
    String[] titles = {"Alpha", "beta", "Gamma", "alpha beta", "a.b*c", "delta"};
    for (int i = 0; i < titles.length; i++) {
      Map<String, @Nullable Object> note =
          doc(
              "title",
              titles[i],
              "num",
              i * 10,
              "flag",
              i % 2 == 0,
              "when",
              1_577_836_800 + i * 86_400, // 2020-01-01, a day more each
              "label",
              doc("ar_AE", "L" + i, "en_AE", "E" + i),
              "tags",
              List.of("t" + i, "all"),
              "owner",
              TestApp.ADMIN_ID,
              "peers",
              List.of(TestApp.ADMIN_ID),
              "place",
              doc("type", "Point", "coordinates", List.of(55 + i, 25)),
              "meta",
              doc("x", i, "y", doc("z", i)));
      ids.add(admin.call("note/create", query(), note).expect(200).id());
    }
  }

  TestClient admin() {
    return admin;
  }

  String id(int number) {
    return ids.get(number);
  }

  /** Calls with a query of steps. */
  Answer call(String endpoint, List<?> steps, Map<String, ? extends @Nullable Object> doc) {
    Map<String, @Nullable Object> frame = admin.frame(endpoint, query(), doc);
    frame.put("query", steps);
    admin.sendSigned(frame, admin.session().token());
    return admin.answerTo(frame.get("call_id"));
  }

  Answer read(Object... steps) {
    return call("note/read", List.of(steps), doc());
  }

  /** The titles of the notes that are found, newest first. */
  List<@Nullable Object> titles(Object... steps) {
    return read(steps).expect(200).each("title");
  }

  @Override
  public void close() {
    app.close();
  }
}
