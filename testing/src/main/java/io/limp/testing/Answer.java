package io.limp.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A frame that came from the server.
 *
 * @param frame the whole of it
 */
public record Answer(Map<String, @Nullable Object> frame) {
  /** Reads a text frame. */
  public static Answer of(String text) {
    return new Answer(Wire.object(text));
  }

  public int status() {
    return frame.get("status") instanceof Long status ? status.intValue() : 0;
  }

  /** The sentence for people; empty when there is none. */
  public String msg() {
    return frame.get("msg") instanceof String msg ? msg : "";
  }

  /** The code of a refusal; empty when it is none. */
  public String code() {
    return args().get("code") instanceof String code ? code : "";
  }

  /** What else it says; empty when there is nothing. */
  public Map<String, @Nullable Object> args() {
    return frame.get("args") instanceof Map<?, ?> args ? Wire.object(args, "args") : Wire.doc();
  }

  public @Nullable Object callId() {
    return args().get("call_id");
  }

  /** How many documents are in it, or were changed; -1 when it does not say. */
  public long count() {
    return args().get("count") instanceof Long count ? count : -1;
  }

  /** How many documents the query matches; -1 when it does not say. */
  public long total() {
    return args().get("total") instanceof Long total ? total : -1;
  }

  public List<Map<String, @Nullable Object>> docs() {
    List<Map<String, @Nullable Object>> docs = new ArrayList<>();
    Wire.list(args().get("docs"), this).forEach(doc -> docs.add(Wire.object(doc, this)));
    return docs;
  }

  /**
   * The only document.
   *
   * @throws AssertionError when there is another number of them
   */
  public Map<String, @Nullable Object> doc() {
    List<Map<String, @Nullable Object>> docs = docs();
    if (docs.size() != 1) {
      throw new AssertionError("One document was expected: " + this);
    }
    return docs.getFirst();
  }

  /** The id of the only document. */
  public String id() {
    return (String) Objects.requireNonNull(doc().get("_id"));
  }

  /** That attribute of every document, in order. */
  public List<@Nullable Object> each(String attr) {
    List<@Nullable Object> values = new ArrayList<>();
    docs().forEach(doc -> values.add(doc.get(attr)));
    return values;
  }

  /** This answer, when its status is that; a test goes on with what it holds. */
  public Answer expect(int status) {
    if (status() != status) {
      throw new AssertionError("Expected status " + status + ", not " + this);
    }
    return this;
  }

  /** This answer, when it is a refusal with that status and code. */
  public Answer expect(int status, String code) {
    if (status() != status || !code().equals(code)) {
      throw new AssertionError("Expected " + status + " " + code + ", not " + this);
    }
    return this;
  }

  @Override
  public String toString() {
    return Wire.write(frame);
  }
}
