package io.limp.call;

import io.limp.api.Id;
import io.limp.api.Refusal;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** The refusals of those who ask for histories and for the past, or would undo a change. */
public final class PastCodes {
  private PastCodes() {}

  /** The past would have to be made of too many changes. */
  public static Refusal tooManyChanged(LoadedModule module, int most) {
    return Refusal.of(
        400,
        Codes.prefix6(module) + "_TOO_MANY_CHANGES",
        "More than %d documents were changed since then: ask for some of them by _id, or for a"
            + " later time.",
        most);
  }

  /** More changes come into question than are looked at. */
  static Refusal tooManyEntries(LoadedModule module, int most) {
    return Refusal.of(
        400,
        Codes.prefix6(module) + "_TOO_MANY_CHANGES",
        "More than %d changes come into question: say of which doc or module they are, or from"
            + " which create_time on.",
        most);
  }

  /**
   * What was then is not known any more.
   *
   * @param since when the oldest change was made that is; empty: none is
   */
  public static Refusal tooLongAgo(LoadedModule module, Optional<Instant> since) {
    Refusal refusal =
        Refusal.of(
            410,
            Codes.prefix6(module) + "_TOO_LONG_AGO",
            "What was then is not known any more; %s.",
            since
                .map(first -> "the oldest change that is known was made at " + first)
                .orElse("no change is"));
    return since.isPresent() ? refusal.with("since", since.get().toString()) : refusal;
  }

  public static Refusal unknownMoment(LoadedModule module) {
    return Codes.invalidQuery(module, "$asOf: there is no such change.");
  }

  /** It is no change of the document, or none that the caller knows of. */
  static Refusal unknownChange(LoadedModule module, Id change) {
    return invalidChange(module, "The document has no change '%s'.", change);
  }

  static Refusal invalidChange(LoadedModule module, String sentence, Object... values) {
    return Refusal.of(400, Codes.prefix6(module) + "_INVALID_CHANGE", sentence, values);
  }

  /** What should be undone was changed again. */
  static Refusal changedAgain(LoadedModule module, Collection<String> attrs) {
    return Refusal.of(
        409,
        Codes.prefix6(module) + "_CONFLICT",
        "Changed again since then: %s. With \"force\": true it is undone all the same.",
        String.join(", ", attrs));
  }

  static Refusal notDeleted(LoadedModule module, Id doc) {
    return Refusal.of(
        409,
        Codes.prefix6(module) + "_CONFLICT",
        "The document '%s' is not deleted any more.",
        doc);
  }
}
