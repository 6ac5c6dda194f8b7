package io.limp.faults;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions that are longer than a database takes: answered, or refused with a sentence. */
class TooMuchTest {
  private TestApp app;
  private TestClient admin;
  private TestClient6 admin6;

  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @BeforeEach
  void start() {
    app = setup(Spike.setup()).start();
    admin = app.admin();
    admin6 = app.admin6();
    admin
        .call("note/create", query(), doc("title", "Alpha", "num", 1, "meta", doc("x", 7)))
        .expect(200);
  }

  @AfterEach
  void stop() {
    admin.close();
    admin6.close();
    app.close();
  }

  private Answer read(Object... steps) {
    return admin6.call("note/read", steps(steps));
  }

  private static Map<String, @Nullable Object> group(Object... by) {
    return doc("$group", List.of(doc(by)), "$limit", 1);
  }

  private static String refused(Answer answer) {
    return answer.expect(400, "SPIKE_NOTE_INVALID_QUERY").msg();
  }

  /** On SQLite their conditions would be a statement of many megabytes. */
  @Test
  void manyConditionsOnLongPathsFindWhatTheySay() {
    for (Object each :
        Arrays.asList(
            7,
            null,
            List.of(1, 2),
            doc("$ne", 7),
            doc("$bet", List.of(1, 9)),
            doc("$in", List.of(1, 7)),
            doc("$regex", "a+"))) {
      List<Object> any = new ArrayList<>();
      for (int i = 0; i < 450; i++) {
        any.add(doc("meta." + "k".repeat(900) + i, each));
      }
      boolean missing = each == null || each.equals(doc("$ne", 7));
      assertThat(read(any).expect(200).count()).as("%s", each).isEqualTo(missing ? 1 : 0);
      any.add(doc("meta.x", 7));
      assertThat(read(any).expect(200).count()).as("%s", each).isEqualTo(1);
    }
  }

  @Test
  void aPathThatNoDocumentHasIsRefusedWhereverItStands() {
    for (String path : List.of("meta" + ".a".repeat(100), "meta." + "k".repeat(1000))) {
      for (Object step :
          List.of(
              doc(path, 1),
              doc("$sort", doc(path, 1)),
              group("by", path),
              group("by", "num", "sum", List.of(path)))) {
        assertThat(refused(read(step))).contains("1000 letters and 100 keys");
      }
      assertThat(refused(admin.call("note/read", query(path, doc("val", 1)))))
          .contains("1000 letters and 100 keys");
    }
  }

  @Test
  void theDeepestPathIsAnswered() {
    String path = "meta" + ".a".repeat(99);
    String id = read().expect(200).id();
    admin6.call("note/update", steps(doc("_id", id)), doc(path, 1)).expect(200);
    assertThat(read(doc(path, 1)).expect(200).count()).isEqualTo(1);
    read(doc("$sort", doc(path, 1))).expect(200);
    assertThat(refused(read(group("by", path)))).contains("50 keys");
    String counted = "meta" + ".a".repeat(49);
    assertThat(read(group("by", counted)).expect(200).args())
        .extractingByKey("groups")
        .asString()
        .contains("count=1");
  }

  @Test
  void figuresOfAGroupAreCounted() {
    List<String> many = Collections.nCopies(51, "num");
    assertThat(refused(read(group("by", "num", "sum", many)))).contains("50").contains("51");
    assertThat(refused(read(group("by", "num", "sum", many.subList(0, 30), "max", many))))
        .contains("81");
    List<String> most = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      most.add("meta." + "k".repeat(900) + i);
    }
    read(group("by", "num", "sum", most)).expect(200);
  }
}
