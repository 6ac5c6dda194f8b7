package io.limp.golden;

import io.limp.golden.Recording.Sent;
import io.limp.testing.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where this server must answer otherwise than the original did: by the label of the recording,
 * with the clause of the wire contract that demands it, and the answer that is right. One that does
 * not occur is a mistake of the table, and fails too.
 */
final class Corrections {
  /**
   * @param demandedBy section and row of the wire contract
   * @param right the right answer to what was sent, in the recording's ids and moments
   */
  record Correction(
      String label, String demandedBy, Function<Sent, Map<String, @Nullable Object>> right) {}

  /** What is right for a request over HTTP. */
  record HttpCorrection(
      String label, String demandedBy, int status, String contentType, Predicate<String> body) {}

  private final Recording recording;
  private final Map<String, Correction> byLabel = new LinkedHashMap<>();
  private final Map<String, HttpCorrection> httpByLabel = new LinkedHashMap<>();
  private final Set<String> aside = new LinkedHashSet<>();
  private final Set<String> occurred = new LinkedHashSet<>();

  Corrections(Recording recording) {
    this.recording = recording;
  }

  /** The answer to the only frame of that label is another one. */
  Corrections row(
      String label, String demandedBy, Function<Sent, Map<String, @Nullable Object>> right) {
    if (byLabel.put(label, new Correction(label, demandedBy, right)) != null) {
      throw new IllegalStateException("Two corrections of " + label);
    }
    return this;
  }

  /** The same correction for several labels. */
  Corrections rows(
      List<String> labels, String demandedBy, Function<Sent, Map<String, @Nullable Object>> right) {
    labels.forEach(label -> row(label, demandedBy, right));
    return this;
  }

  /**
   * The same for a frame that leads elsewhere than it led: what follows was recorded without it, so
   * it is sent on a connection of its own.
   */
  Corrections aside(
      String label, String demandedBy, Function<Sent, Map<String, @Nullable Object>> right) {
    aside.add(label);
    return row(label, demandedBy, right);
  }

  /** The answers are the recorded ones but for the sentence, which no client reads. */
  Corrections sentences(String demandedBy, String... labels) {
    return rows(List.of(labels), demandedBy, sent -> with(sent, LiveValues.ANY_SENTENCE, Map.of()));
  }

  boolean isAside(Sent sent) {
    return aside.contains(sent.label());
  }

  Corrections http(
      String label, String demandedBy, int status, String contentType, Predicate<String> body) {
    httpByLabel.put(label, new HttpCorrection(label, demandedBy, status, contentType, body));
    return this;
  }

  Optional<Correction> of(Sent sent) {
    return Optional.ofNullable(byLabel.get(sent.label()));
  }

  Optional<HttpCorrection> ofHttp(String label) {
    return Optional.ofNullable(httpByLabel.get(label));
  }

  void occurred(String label) {
    occurred.add(label);
  }

  /** The corrections of what was not answered otherwise than the original did. */
  List<String> unused() {
    List<String> unused = new ArrayList<>();
    Set<String> labels = new LinkedHashSet<>(byLabel.keySet());
    labels.addAll(httpByLabel.keySet());
    labels.removeAll(occurred);
    labels.forEach(label -> unused.add("'" + label + "' is listed, but nothing differs there"));
    return unused;
  }

  Recording recording() {
    return recording;
  }

  /** A refusal, in the contract's own words. */
  static Function<Sent, Map<String, @Nullable Object>> refused(
      int status, String code, String msg) {
    return sent -> frame(status, msg, Wire.doc("code", code, "call_id", sent.callId()));
  }

  /** A refusal in words of our own. */
  static Function<Sent, Map<String, @Nullable Object>> refused(int status, String code) {
    return refused(status, code, LiveValues.ANY_SENTENCE);
  }

  static Function<Sent, Map<String, @Nullable Object>> forbidden() {
    return refused(
        403, "CORE_SESSION_FORBIDDEN", "You don't have permissions to access this endpoint.");
  }

  static Function<Sent, Map<String, @Nullable Object>> invalidToken() {
    return refused(403, "CORE_REQ_INVALID_TOKEN", "Request token is not accepted.");
  }

  /** The first of the answers, and no second one. */
  static Function<Sent, Map<String, @Nullable Object>> firstAnswerOnly() {
    return Sent::answer;
  }

  /** The read that finds these documents of the recording. */
  static Map<String, @Nullable Object> found(
      Sent sent, long total, List<Map<String, @Nullable Object>> docs) {
    return found(sent, total, docs, total == 0 ? List.of() : Map.of());
  }

  /** The read that finds these documents, counted in groups. */
  static Map<String, @Nullable Object> found(
      Sent sent, long total, List<Map<String, @Nullable Object>> docs, Object groups) {
    return frame(
        200,
        "Found " + docs.size() + " docs.",
        Wire.doc(
            "total",
            total,
            "count",
            (long) docs.size(),
            "docs",
            docs,
            "groups",
            groups,
            "call_id",
            sent.callId()));
  }

  /** Documents that another call of the recording found. */
  List<Map<String, @Nullable Object>> docs(
      String label, Predicate<Map<String, @Nullable Object>> which) {
    return docsOf(recording.sent(label)).stream().filter(which).toList();
  }

  /** A copy of the recorded answer's args. */
  static Map<String, @Nullable Object> argsOf(Sent sent) {
    return Wire.object(Wire.write(sent.answer().get("args")));
  }

  /** Copies of the documents in the recorded answer. */
  static List<Map<String, @Nullable Object>> docsOf(Sent sent) {
    List<Map<String, @Nullable Object>> docs = new ArrayList<>();
    for (Object doc : (List<?>) argsOf(sent).get("docs")) {
      docs.add(Wire.object(Wire.write(doc)));
    }
    return docs;
  }

  /** The recorded answer with some of its args replaced. */
  static Map<String, @Nullable Object> with(Sent sent, Map<String, @Nullable Object> args) {
    return withArgs(sent.answer(), args);
  }

  /** An answer with some of its args replaced. */
  static Map<String, @Nullable Object> withArgs(
      Map<String, @Nullable Object> before, Map<String, @Nullable Object> args) {
    Map<String, @Nullable Object> changed = Wire.object(Wire.write(before.get("args")));
    changed.putAll(args);
    Map<String, @Nullable Object> answer = Wire.doc();
    answer.putAll(before);
    answer.put("args", changed);
    return answer;
  }

  /** The recorded answer with another sentence and some of its args replaced. */
  static Map<String, @Nullable Object> with(
      Sent sent, String msg, Map<String, @Nullable Object> args) {
    Map<String, @Nullable Object> answer = with(sent, args);
    answer.put("msg", msg);
    return answer;
  }

  static Map<String, @Nullable Object> frame(
      int status, String msg, Map<String, @Nullable Object> args) {
    return Wire.doc("status", (long) status, "msg", msg, "args", args);
  }
}
