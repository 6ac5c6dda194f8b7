package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;
import io.limp.api.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The messages that calls have sent, and what became of them. Calls put them in, the server takes
 * them out; people look at them, and send those again that came to nothing.
 *
 * <p>What a message says is nobody's to read, and is removed when it is sent; its subject stays.
 */
public final class Outbox implements LimpModule {
  /** To be sent at {@link #NEXT_TIME}. */
  public static final String WAITING = "waiting";

  /** An attempt is under way, and counts as broken off at {@link #NEXT_TIME}. */
  public static final String SENDING = "sending";

  public static final String SENT = "sent";

  /** Refused by the provider, or never taken in time; {@link #ERROR} says why. */
  public static final String FAILED = "failed";

  /** It may have been sent or not, and nobody can tell. */
  public static final String UNKNOWN = "unknown";

  /** Whose call sent it. */
  public static final Attr<Id> USER = owner("user");

  public static final Attr<Instant> CREATE_TIME = created("create_time");
  public static final Attr<String> GATEWAY = str("gateway");
  public static final Attr<List<String>> TO = list("to", AttrType.str());
  public static final Attr<String> SUBJECT = str("subject").optional();
  public static final Attr<Secret> TEXT = secret("text").optional();
  public static final Attr<Secret> HTML = secret("html").optional();
  public static final Attr<List<FileRef>> ATTACHMENTS = files("attachments").defaultsTo(List.of());
  public static final Attr<String> STATE =
      literal("state", WAITING, SENDING, SENT, FAILED, UNKNOWN);
  public static final Attr<Long> ATTEMPTS = integer("attempts").defaultsTo(0L);
  public static final Attr<Instant> NEXT_TIME = datetime("next_time");

  /** When it is given up. */
  public static final Attr<Instant> EXPIRY = datetime("expiry");

  /** When the first attempt began whose outcome is not known. */
  public static final Attr<Instant> UNSURE_SINCE = datetime("unsure_since").optional();

  public static final Attr<Instant> SENT_TIME = datetime("sent_time").optional();

  /** What the provider calls it. */
  public static final Attr<String> REFERENCE = str("reference").optional();

  /** Why the last attempt came to nothing. */
  public static final Attr<String> ERROR = str("error").optional();

  private static final Duration ONCE_MORE = Duration.ofDays(1);

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("outbox")
        .collection("outbox")
        .attrs(Outbox.class)
        .index(STATE, GATEWAY, NEXT_TIME)
        .expand(USER, User.class, User.NAME)
        .read(permit("read"))
        .update(permit("update").where(STATE.in(List.of(FAILED, UNKNOWN))))
        .beforeUpdate(this::sendAgain)
        .delete(permit("delete"));
  }

  /**
   * Sends those again that came to nothing: all that an update may do. Whoever asks for it has
   * looked: a message whose fate is unknown may arrive twice.
   */
  private Call sendAgain(Call call) {
    if (!call.doc().find(STATE).equals(Optional.of(WAITING))) {
      throw Refusal.badRequest(
          "INVALID_STATE", "The state of a message may be set to '%s' and nothing else.", WAITING);
    }
    return call.withDoc(
        Doc.of(STATE, WAITING)
            .with(NEXT_TIME, call.now())
            .with(EXPIRY, call.now().plus(ONCE_MORE))
            .withPlain(UNSURE_SINCE.name(), new Edit.Unset()));
  }
}
