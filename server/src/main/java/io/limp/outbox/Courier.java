package io.limp.outbox;

import static io.limp.api.Limp.allOf;

import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import io.limp.core.Outbox;
import io.limp.core.User;
import io.limp.data.Change;
import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.FileStore;
import io.limp.data.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages out of the outbox and hands them to their gateways: when one is put in, and again
 * when it is time.
 *
 * <p>How it works. A message is claimed before it is sent, by an update that asks for the version
 * that was read: of several limpds with one database one wins. The claim ends by itself ({@link
 * Outbox#NEXT_TIME}), later than any attempt. Whoever finds a claim that has ended knows that its
 * holder died in the middle, and that the message may have been sent: the gateway is asked to find
 * out, and when it cannot, the message is not sent again. An attempt that ends without an answer
 * leaves the same doubt behind. A message is sent anew only where that is certain to be the first
 * time that it arrives.
 */
public final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  /** As many messages does a gateway carry at a time. */
  private static final int SLOTS = 8;

  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  private static final Duration REST_AFTER_FAULT = Duration.ofSeconds(10);
  private static final Duration SENT_ARE_KEPT = Duration.ofDays(30);
  private static final Duration BETWEEN_TIDYINGS = Duration.ofHours(1);
  private static final long CLOSING_SECONDS = 5;

  private final Data data;
  private final String collection;
  private final Gateways gateways;
  private final Deliver deliver;
  private final InstantSource clock;
  private final Semaphore wake = new Semaphore(0);
  private final Map<String, Semaphore> slots = new ConcurrentHashMap<>();
  private final ReentrantLock oneRoundAtATime = new ReentrantLock();
  private final Thread thread = Thread.ofVirtual().name("courier").unstarted(this::work);
  private Instant nextTidying = Instant.MIN; // under the lock of the round
  private volatile boolean closed;

  /**
   * @param collection of the module {@link Outbox}
   * @param patience how long a provider may take for an answer
   */
  public Courier(
      Data data,
      String collection,
      FileStore files,
      Gateways gateways,
      Duration patience,
      InstantSource clock) {
    this.data = data;
    this.collection = collection;
    this.gateways = gateways;
    this.clock = clock;
    deliver = new Deliver(data, collection, files, gateways, patience, clock);
    data.onCommit(this::look);
  }

  public void start() {
    thread.start();
  }

  private void look(List<Change> changes) {
    for (Change change : changes) {
      if (change.collection().equals(collection) && change.op() != Change.Op.DELETE) {
        wake.release();
        return;
      }
    }
  }

  private void work() {
    try {
      while (!closed) {
        Duration rest = rest();
        wake.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it was closed while it waited
    }
  }

  /** One round, and how long to rest after it. */
  private Duration rest() {
    try {
      round();
      Duration untilNext = Duration.between(clock.instant(), nextDue());
      return untilNext.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : untilNext.plusMillis(1);
    } catch (DataUnavailable e) {
      LOG.warn("Messages wait in the outbox: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Messages wait in the outbox", e);
    }
    return REST_AFTER_FAULT;
  }

  /**
   * Sends what is due now and returns when it has been tried: what the courier does by itself a
   * moment later.
   */
  public void settle() {
    int claimed;
    do {
      claimed = round();
      for (String name : gateways.names()) {
        Semaphore all = slotsOf(name);
        all.acquireUninterruptibly(SLOTS);
        all.release(SLOTS);
      }
    } while (claimed > 0);
  }

  /** Claims what is due, as far as there are slots; gives how many. */
  private int round() {
    oneRoundAtATime.lock();
    try {
      Instant now = clock.instant();
      tidy(now);
      int claimed = 0;
      for (String name : gateways.names()) {
        claimed += round(name, now);
      }
      return claimed;
    } finally {
      oneRoundAtATime.unlock();
    }
  }

  private int round(String gateway, Instant now) {
    Semaphore free = slotsOf(gateway);
    int most = free.availablePermits();
    if (most == 0 || closed) {
      return 0;
    }
    Query due = allOf(open(List.of(gateway)), Outbox.NEXT_TIME.lessThan(now.plusMillis(1)));
    Find find = Find.where(due).sorted(Outbox.NEXT_TIME.ascending()).limit(most).withVersions();
    int claimed = 0;
    for (Doc doc : data.read(collection, find)) {
      if (deliver.claim(doc)) {
        free.acquireUninterruptibly(); // only rounds take slots, and there was one
        claimed++;
        Thread.ofVirtual().name("deliver " + doc.id()).start(() -> deliver(doc, free));
      }
    }
    return claimed;
  }

  private void deliver(Doc doc, Semaphore slot) {
    try {
      deliver.run(doc);
    } catch (RuntimeException e) {
      LOG.error("What became of the message {} was not written down", doc.id(), e);
    } finally {
      slot.release();
      wake.release();
    }
  }

  private Semaphore slotsOf(String gateway) {
    return slots.computeIfAbsent(gateway, ignored -> new Semaphore(SLOTS, true));
  }

  private static Query open(List<String> names) {
    return allOf(
        Outbox.GATEWAY.in(names), Outbox.STATE.in(List.of(Outbox.WAITING, Outbox.SENDING)));
  }

  private Instant nextDue() {
    Instant now = clock.instant();
    Query later = allOf(open(List.copyOf(gateways.names())), Outbox.NEXT_TIME.greaterThan(now));
    return data.read(collection, Find.where(later).sorted(Outbox.NEXT_TIME.ascending()).limit(1))
        .first()
        .map(doc -> doc.get(Outbox.NEXT_TIME))
        .orElse(now.plus(LONGEST_REST));
  }

  /** Removes what was sent long ago, and gives up what no gateway of today can carry. */
  private void tidy(Instant now) {
    if (now.isBefore(nextTidying)) {
      return;
    }
    nextTidying = now.plus(BETWEEN_TIDYINGS);
    Query old =
        allOf(Outbox.STATE.is(Outbox.SENT), Outbox.CREATE_TIME.lessThan(now.minus(SENT_ARE_KEPT)));
    Query orphaned =
        allOf(
            Outbox.GATEWAY.in(List.copyOf(gateways.names())).negated(),
            Outbox.STATE.is(Outbox.WAITING),
            Outbox.EXPIRY.lessThan(now));
    Doc failed = Doc.of(Outbox.STATE, Outbox.FAILED).with(Outbox.ERROR, "There is no such gateway");
    for (Query each : List.of(old, orphaned)) {
      if (data.read(collection, Find.where(each).limit(1)).isEmpty()) {
        continue; // nothing is written where there is nothing to do
      }
      data.write(
          User.ADMIN,
          List.of(
              each.equals(old)
                  ? new Write.Delete(collection, old, true)
                  : new Write.Update(collection, orphaned, failed)));
    }
  }

  /** Lets the attempts that are under way end, for a moment; what is left is found in doubt. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    for (Semaphore all : slots.values()) {
      try {
        if (!all.tryAcquire(SLOTS, CLOSING_SECONDS, TimeUnit.SECONDS)) {
          LOG.warn("A message was on its way when the server stopped");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  static Query byId(Doc doc) {
    return LimpModule.ID.is(doc.id());
  }
}
