package io.limp.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A call is refused: a status, a code for programs, a sentence for people. Nothing has been written
 * when it is thrown.
 *
 * <pre>{@code throw Refusal.badRequest("INVALID_CAT", "There is no blog category %s.", cat);}</pre>
 *
 * A code without the module's prefix gets it on the way out: {@code SAMPLE_APP_BLOG_INVALID_CAT}.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final boolean complete;
  // Exceptions are serializable; this one never travels.
  private final transient Doc args;

  private Refusal(int status, String code, boolean complete, String message, Doc args) {
    super(
        message, null, false,
        false); // a refusal is an answer, not a fault: it needs no stack trace
    this.status = status;
    this.code = code;
    this.complete = complete;
    this.args = args;
  }

  /** The caller's request is at fault: 400. */
  public static Refusal badRequest(String code, String sentence, @Nullable Object... values) {
    return new Refusal(400, code, false, fill(sentence, values), Doc.empty());
  }

  /** The caller may not: 403. */
  public static Refusal forbidden(String code, String sentence, @Nullable Object... values) {
    return new Refusal(403, code, false, fill(sentence, values), Doc.empty());
  }

  /** It is not there: 404. */
  public static Refusal notFound(String code, String sentence, @Nullable Object... values) {
    return new Refusal(404, code, false, fill(sentence, values), Doc.empty());
  }

  /** Any status, with a code that is written as it is, without a module's prefix. */
  public static Refusal of(
      int status, String completeCode, String sentence, @Nullable Object... values) {
    return new Refusal(status, completeCode, true, fill(sentence, values), Doc.empty());
  }

  /** The same, with a plain value for programs beside the code. */
  public Refusal with(String name, Object plain) {
    return with(args.withPlain(name, plain));
  }

  /** The same, with these values for programs beside the code. */
  public Refusal with(Doc other) {
    return new Refusal(status, code, complete, sentence(), other);
  }

  /** Values for programs, by name. */
  public Doc args() {
    return args;
  }

  /** 400 to 599, as HTTP means them. */
  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** True when the code needs no module's prefix. */
  public boolean hasCompleteCode() {
    return complete;
  }

  /** The sentence for people. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  private static String fill(String sentence, @Nullable Object... values) {
    return values.length == 0 ? sentence : String.format(Locale.ROOT, sentence, values);
  }
}
