package io.limp.outbox;

import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.Gateway;
import io.limp.api.LimpModule;
import io.limp.api.Message;
import io.limp.api.Outcome;
import io.limp.core.Outbox;
import io.limp.data.Conflict;
import io.limp.data.Data;
import io.limp.data.FileStore;
import io.limp.data.Write;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One message's way from its claim to the word about what became of it. */
final class Deliver {
  private static final Logger LOG = LoggerFactory.getLogger(Deliver.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int PAUSES_GROW_BY = 3;
  private static final int LONGEST_ERROR = 500;

  /** An attempt is several questions and answers, each of which may take all of the patience. */
  private static final int ANSWERS = 3;

  /** A claim outlives the attempts that it covers, one to find out and one to send. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final Data data;
  private final String collection;
  private final FileStore files;
  private final Gateways gateways;
  private final Duration limit;
  private final InstantSource clock;

  Deliver(
      Data data,
      String collection,
      FileStore files,
      Gateways gateways,
      Duration patience,
      InstantSource clock) {
    this.data = data;
    this.collection = collection;
    this.files = files;
    this.gateways = gateways;
    this.clock = clock;
    limit = patience.multipliedBy(ANSWERS);
  }

  /** False when another limpd was faster. From a claim on, the message may have been sent. */
  boolean claim(Doc doc) {
    Instant now = clock.instant();
    Doc claim =
        Doc.of(Outbox.STATE, Outbox.SENDING)
            .with(Outbox.NEXT_TIME, now.plus(limit.multipliedBy(2)).plus(MARGIN))
            .with(Outbox.UNSURE_SINCE, doc.find(Outbox.UNSURE_SINCE).orElse(now))
            .withPlain(Outbox.ATTEMPTS.name(), new Edit.Add(1L));
    return write(doc, claim, doc.get(LimpModule.VERSION));
  }

  /**
   * Tries to send it, and writes down what came of it.
   *
   * @param doc as it was before the claim
   */
  void run(Doc doc) {
    Doc changes = tried(doc);
    if (!write(doc, changes, doc.get(LimpModule.VERSION) + 1)) {
      LOG.warn("Another limpd has taken over the message {}", doc.id());
    }
    if (!changes.get(Outbox.STATE).equals(Outbox.SENT)) {
      LOG.warn(
          "The message {} by {} is {}: {}",
          doc.id(),
          doc.get(Outbox.GATEWAY),
          changes.get(Outbox.STATE),
          changes.find(Outbox.ERROR).orElse(""));
    }
  }

  private Doc tried(Doc doc) {
    Optional<Gateway> gateway = gateways.named(doc.get(Outbox.GATEWAY));
    if (gateway.isEmpty()) {
      return failed("There is no such gateway");
    }
    Message message;
    try {
      message = Letter.of(doc, files);
    } catch (IOException e) {
      return failed("An attachment cannot be read: " + e.getMessage());
    }
    Attempt attempt = new Attempt(gateway.get(), message, doc.id().toString(), limit);
    Optional<Instant> inDoubt = doc.find(Outbox.UNSURE_SINCE);
    if (inDoubt.isPresent()) {
      Optional<Outcome> found = attempt.find(inDoubt.get());
      if (found.isEmpty()) {
        return unknown(doc.find(Outbox.ERROR).orElse("The server stopped while it was sent"));
      }
      if (!(found.get() instanceof Outcome.NotNow)) {
        return recorded(doc, found.get());
      }
    }
    return isExpired(doc)
        ? failed("It was not taken in time: " + doc.find(Outbox.ERROR).orElse("the time is over"))
        : recorded(doc, attempt.send());
  }

  private Doc recorded(Doc doc, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Sent sent ->
          Doc.of(Outbox.STATE, Outbox.SENT)
              .with(Outbox.SENT_TIME, clock.instant())
              .with(Outbox.REFERENCE, shortened(sent.reference()))
              .with(Outbox.ATTACHMENTS, List.of())
              .withPlain(Outbox.TEXT.name(), new Edit.Unset())
              .withPlain(Outbox.HTML.name(), new Edit.Unset())
              .withPlain(Outbox.UNSURE_SINCE.name(), new Edit.Unset())
              .withPlain(Outbox.ERROR.name(), new Edit.Unset());
      case Outcome.Refused refused -> failed(refused.why());
      case Outcome.NotNow notNow ->
          later(doc, notNow.why(), notNow.pause())
              .withPlain(Outbox.UNSURE_SINCE.name(), new Edit.Unset());
      case Outcome.Unsure unsure ->
          isExpired(doc) ? unknown(unsure.why()) : later(doc, unsure.why(), Optional.empty());
    };
  }

  private Doc later(Doc doc, String why, Optional<Duration> asked) {
    Duration pause = FIRST_PAUSE;
    for (long i = doc.get(Outbox.ATTEMPTS); i > 0 && pause.compareTo(LONGEST_PAUSE) < 0; i--) {
      pause = pause.multipliedBy(PAUSES_GROW_BY);
    }
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    Duration own = pause;
    Instant now = clock.instant();
    Instant next = now.plus(asked.filter(other -> other.compareTo(own) > 0).orElse(own));
    Instant expiry = doc.get(Outbox.EXPIRY);
    return Doc.of(Outbox.STATE, Outbox.WAITING)
        // At its expiry it is looked at once more, to be given up.
        .with(Outbox.NEXT_TIME, expiry.isAfter(now) && expiry.isBefore(next) ? expiry : next)
        .with(Outbox.ERROR, shortened(why));
  }

  private static Doc failed(String why) {
    return Doc.of(Outbox.STATE, Outbox.FAILED)
        .with(Outbox.ERROR, shortened(why))
        .withPlain(Outbox.UNSURE_SINCE.name(), new Edit.Unset());
  }

  private static Doc unknown(String why) {
    return Doc.of(Outbox.STATE, Outbox.UNKNOWN).with(Outbox.ERROR, shortened(why));
  }

  private boolean isExpired(Doc doc) {
    return !doc.get(Outbox.EXPIRY).isAfter(clock.instant());
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "...";
  }

  private boolean write(Doc doc, Doc changes, long version) {
    Write.Update update =
        new Write.Update(collection, Courier.byId(doc), changes, OptionalLong.of(version));
    try {
      return !data.write(doc.get(Outbox.USER), List.of(update)).getFirst().ids().isEmpty();
    } catch (Conflict e) {
      return false;
    }
  }
}
