package io.limp.security;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** S30: of a hundred parallel sign-ups with one address, one makes a user. */
class DuplicateSignUpRaceTest {
  private static final int CONNECTIONS = 10;
  private static final int EACH = 10;

  @Test
  void exactlyOneDocumentIsMade() throws Exception {
    try (TestApp app = Spike.start();
        TestClient admin = app.admin()) {
      List<Callable<List<Answer>>> tasks = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int nr = i;
        tasks.add(() -> signUps(app, nr));
      }
      List<Answer> answers = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<List<Answer>> each : threads.invokeAll(tasks)) {
          answers.addAll(each.get());
        }
      }
      assertThat(answers).hasSize(CONNECTIONS * EACH);
      assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
      assertThat(answers.stream().map(Answer::code).filter(code -> !code.isEmpty()))
          .hasSize(CONNECTIONS * EACH - 1)
          .containsOnly("CORE_USER_DUPLICATE_USER");
      assertThat(admin.call("user/read", query("email", doc("val", "one@example.com"))).total())
          .isEqualTo(1);
    }
  }

  private static List<Answer> signUps(TestApp app, int nr) {
    List<Answer> answers = new ArrayList<>();
    try (TestClient client = app.admin()) {
      for (int k = 0; k < EACH; k++) {
        Map<String, Object> user = TestApp.userDoc("racer" + nr + "x" + k);
        user.put("email", "one@example.com");
        answers.add(client.call("user/create", query(), user));
      }
    }
    return answers;
  }
}
