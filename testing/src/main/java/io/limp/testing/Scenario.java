package io.limp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A test as prose: who calls what, and what is expected of the answer, and then of the next.
 *
 * <pre>{@code
 * Scenario.as(editor)
 *     .call("blog/create", query(), doc("title", "Alpha")).expect(200).expectCount(1)
 *     .then(visitor)
 *     .call("blog/read").expect(200).expectCount(0)
 *     .call("blog/create").expect(403, "CORE_SESSION_FORBIDDEN");
 * }</pre>
 */
public final class Scenario {
  private TestClient client;
  private Optional<Answer> answer = Optional.empty();

  private Scenario(TestClient client) {
    this.client = client;
  }

  /** The client makes the calls that follow. */
  public static Scenario as(TestClient client) {
    return new Scenario(client);
  }

  /** Another client goes on. */
  public Scenario then(TestClient other) {
    client = other;
    return this;
  }

  public Scenario call(String endpoint) {
    return call(endpoint, Wire.query(), Wire.doc());
  }

  public Scenario call(String endpoint, Map<String, ? extends @Nullable Object> query) {
    return call(endpoint, query, Wire.doc());
  }

  public Scenario call(
      String endpoint,
      Map<String, ? extends @Nullable Object> query,
      Map<String, ? extends @Nullable Object> doc) {
    answer = Optional.of(client.call(endpoint, query, doc));
    return this;
  }

  public Scenario expect(int status) {
    answer().expect(status);
    return this;
  }

  public Scenario expect(int status, String code) {
    answer().expect(status, code);
    return this;
  }

  public Scenario expectMsg(String msg) {
    assertThat(answer().msg()).as("msg of %s", answer()).isEqualTo(msg);
    return this;
  }

  /** That many documents are in the answer, or were changed. */
  public Scenario expectCount(int count) {
    assertThat(answer().count()).as("count of %s", answer()).isEqualTo(count);
    return this;
  }

  /** The answer's documents have these values of the attribute, in that order, and no others. */
  public Scenario expectEach(String attr, @Nullable Object... values) {
    assertThat(answer().each(attr)).as("%s of %s", attr, answer()).containsExactly(values);
    return this;
  }

  /** The test's own look at the answer. */
  public Scenario expectThat(Consumer<Answer> expectation) {
    expectation.accept(answer());
    return this;
  }

  /** The answer to the last call. */
  public Answer answer() {
    return answer.orElseThrow(() -> new IllegalStateException("Nothing was called yet"));
  }
}
