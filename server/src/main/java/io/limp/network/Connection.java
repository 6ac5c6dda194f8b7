package io.limp.network;

import io.limp.call.CallDeadline;
import io.limp.call.Conversation;
import io.limp.call.Turn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One websocket connection.
 *
 * <p>Jetty's thread parses a frame, puts it into the {@link Inbox} and goes back to its selector. A
 * virtual thread, the worker, hears the frames in order. Where a frame must be answered in its turn
 * it runs the call, sends the answer and waits until the answer is written. Where frames may be
 * answered side by side it hands the worker's part over to another thread first, unless {@link
 * #MAX_BESIDE} calls are running already: then it runs the call itself, and nobody hears the next
 * frame before that is answered.
 *
 * <p>A client that stops reading stops those threads, then the inbox fills, then nothing more is
 * read from it; the idle timeout ends it. What it costs meanwhile is the inbox and one answer, or
 * {@link #MAX_BESIDE} and one.
 */
final class Connection implements FrameHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** How many calls of a connection run at the same time, beside that of the worker. */
  static final int MAX_BESIDE = 15;

  private static final String NOT_UTF8 = "A text frame that is not UTF-8";

  private final Supplier<Conversation> opening;
  private final OpenConnections connections;
  private final Inbox inbox;
  private final ReceiveBudget budget;

  // Set in onOpen, before any other thread knows of the connection.
  private @Nullable CoreSession session;
  private @Nullable Outgoing outgoing;
  private @Nullable Conversation conversation;
  private @Nullable PartialText partial;

  // Written by Jetty's reading thread only.
  private boolean inBinary;
  private volatile long heardNanos = System.nanoTime();

  /** Free places for calls that run beside the worker's. */
  private final Semaphore beside = new Semaphore(MAX_BESIDE);

  /** Frames that are being heard or answered. */
  private final AtomicInteger answering = new AtomicInteger();

  private volatile boolean pinging;
  private volatile long goodbyeNanos;
  private volatile boolean saidGoodbye; // after goodbyeNanos

  Connection(Supplier<Conversation> opening, OpenConnections connections, ReceiveBudget budget) {
    this.opening = opening;
    this.connections = connections;
    this.budget = budget;
    this.inbox = new Inbox(budget, () -> Thread.startVirtualThread(this::work), this::demand);
  }

  // ---- Jetty's threads: nothing here may block

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
    Outgoing answers = new Outgoing(opened);
    outgoing = answers;
    // Jetty's idle timeout must end a peer that does not take its answers, not one whose call takes
    // long.
    opened.addIdleTimeoutListener(timeout -> answering.get() == 0 || answers.isWriting());
    Conversation started = opening.get();
    conversation = started;
    partial = new PartialText(started, budget);
    connections.add(this);
    opened.sendFrame(
        new Frame(OpCode.TEXT, started.greeting()),
        Callback.NOOP,
        false); // one frame: nothing can pile up
    callback.succeeded();
    opened.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    heardNanos = System.nanoTime();
    switch (frame.getOpCode()) {
      case OpCode.TEXT -> {
        inBinary = false;
        onText(frame, callback);
      }
      case OpCode.CONTINUATION -> {
        if (inBinary) {
          ignore(callback);
        } else {
          onText(frame, callback);
        }
      }
      case OpCode.BINARY -> {
        inBinary = true;
        ignore(callback);
      }
      case OpCode.PING -> onPing(frame, callback);
      case OpCode.CLOSE -> callback.succeeded(); // Jetty answers it
      default -> ignore(callback);
    }
  }

  private void onText(Frame frame, Callback callback) {
    PartialText pieces = opened(partial);
    if (frame.isFin() && !pieces.hasBegun()) {
      Received.Text text;
      try {
        text = text(frame.getPayload());
      } catch (CharacterCodingException e) {
        callback.succeeded();
        close(CloseStatus.BAD_PAYLOAD, NOT_UTF8);
        demand();
        return;
      }
      callback.succeeded();
      budget.add(text.bytes());
      inbox.add(text);
      return;
    }
    pieces.append(frame.getPayload());
    callback.succeeded();
    if (frame.isFin()) {
      inbox.add(pieces.finish());
    } else {
      demand();
    }
  }

  private static Received.Text text(@Nullable ByteBuffer payload) throws CharacterCodingException {
    if (payload == null) {
      return new Received.Text("", 0);
    }
    int length = payload.remaining();
    if (payload.hasArray()) {
      return new Received.Text(
          Received.decode(payload.array(), payload.arrayOffset() + payload.position(), length),
          length);
    }
    byte[] bytes = new byte[length];
    payload.get(bytes);
    return new Received.Text(Received.decode(bytes, 0, length), length);
  }

  private void ignore(Callback callback) {
    callback.succeeded();
    demand();
  }

  /**
   * The next frame is asked for when the pong is written: pings of a client that does not read
   * cannot pile up.
   */
  private void onPing(Frame frame, Callback callback) {
    ByteBuffer payload = frame.getPayload();
    Frame pong = new Frame(OpCode.PONG, payload == null ? ByteBuffer.allocate(0) : payload.slice());
    Callback written = Callback.from(callback::succeeded, failure -> callback.succeeded());
    opened(session).sendFrame(pong, Callback.from(written, this::demand), false);
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    LOG.debug("Websocket connection failed: {}", cause.toString());
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    connections.remove(this);
    PartialText pieces = partial;
    if (pieces != null) {
      pieces.discard();
      inbox.addLast(new Received.Gone());
    }
    callback.succeeded();
  }

  private void demand() {
    CoreSession open = opened(session);
    if (open.isInputOpen()) {
      open.demand();
    }
  }

  // ---- the worker, a virtual thread

  private void work() {
    for (Received next = inbox.take(); next != null; next = inbox.take()) {
      if (!workOn(next)) {
        return;
      }
    }
  }

  /** Does what is next; false when the part of the worker is another thread's now. */
  private boolean workOn(Received next) {
    boolean handedOver = false;
    answering.incrementAndGet();
    try {
      handedOver = handle(next);
    } catch (CallDeadline.TooLate e) {
      return false; // whoever answered in its place has done all that was left
    } catch (IOException | RuntimeException | Error e) {
      tell(e);
    }
    done(next);
    return !handedOver;
  }

  private void done(Received next) {
    answering.decrementAndGet();
    budget.release(next.bytes());
  }

  /** Goes on in the place of the worker, which does not come back from its call. */
  private void replaceWorker(String answer, Received answered) {
    try {
      send(answer);
    } catch (IOException | RuntimeException | Error e) {
      tell(e);
    }
    done(answered);
    work();
  }

  /** The same for a thread that was not the worker. */
  private void replaceOther(String answer, Received answered) {
    try {
      opened(outgoing).send(answer);
    } catch (IOException | RuntimeException | Error e) {
      tell(e);
    } finally {
      beside.release();
    }
    done(answered);
  }

  private void tell(Throwable failure) {
    if (failure instanceof IOException) {
      LOG.debug("Answer not sent: {}", failure.toString());
    } else {
      LOG.error("A conversation failed; its connection is closed", failure);
      close(CloseStatus.SERVER_ERROR, "CORE_SERVER_ERROR");
    }
  }

  /** True when the part of the worker is another thread's now. */
  private boolean handle(Received received) throws IOException {
    Conversation talk = opened(conversation);
    switch (received) {
      case Received.Text(String text, int bytes) -> {
        return take(talk.hear(text), received);
      }
      case Received.Pieces pieces -> {
        String text;
        try {
          text = pieces.takeText();
        } catch (CharacterCodingException e) {
          close(CloseStatus.BAD_PAYLOAD, NOT_UTF8);
          return false;
        }
        return take(talk.hear(text), received);
      }
      case Received.TooLarge(long limit) -> send(talk.tooLarge(limit));
      case Received.Farewell farewell -> {
        awaitOthers();
        close(CloseStatus.SHUTDOWN, "The server is stopping");
      }
      case Received.Gone gone -> {
        awaitOthers();
        talk.closed();
      }
    }
    return false;
  }

  private boolean take(Turn turn, Received received) throws IOException {
    switch (turn) {
      case Turn.Answer(String text) -> send(text);
      case Turn.Alone(Turn.Answering answer) -> {
        awaitOthers();
        send(answer.get(late -> replaceWorker(late, received)));
      }
      case Turn.Beside(Turn.Answering answer) -> {
        return answerBeside(answer, received);
      }
      case Turn.Goodbye(Optional<String> lastWords) -> {
        awaitOthers();
        if (lastWords.isPresent()) {
          send(lastWords.get());
        }
        close(CloseStatus.NORMAL, "");
      }
    }
    return false;
  }

  private boolean answerBeside(Turn.Answering answer, Received received) throws IOException {
    if (!beside.tryAcquire()) {
      opened(outgoing).send(answer.get(late -> replaceWorker(late, received)));
      return false;
    }
    boolean replaced = false;
    try {
      inbox.handOver();
      opened(outgoing).send(answer.get(late -> replaceOther(late, received)));
    } catch (CallDeadline.TooLate e) {
      replaced = true;
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      tell(e); // and not to the worker, which is another thread now
    } finally {
      if (!replaced) {
        beside.release();
      }
    }
    return true;
  }

  /** Waits until the worker is the only one who answers. */
  private void awaitOthers() {
    beside.acquireUninterruptibly(MAX_BESIDE);
    beside.release(MAX_BESIDE);
  }

  /** Sends an answer in its turn. */
  private void send(String text) throws IOException {
    opened(outgoing).send(text, inbox.size() > 0);
  }

  // ---- any thread

  /** Answers what has been received, then says goodbye. */
  void finish() {
    inbox.addLast(new Received.Farewell());
  }

  /**
   * Looks after a quiet connection: pings it, and ends it when it has not been heard for too long
   * or does not get to the end of a text.
   */
  void checkAlive(long now) {
    CoreSession open = opened(session);
    if (saidGoodbye) {
      if (now - goodbyeNanos > OpenConnections.GOODBYE.toNanos()) {
        open.abort();
      }
    } else if (opened(partial).isOlderThan(connections.patience().text().toNanos(), now)) {
      close(CloseStatus.POLICY_VIOLATION, "A text took too long");
    } else if (inbox.isHolding() || opened(outgoing).isWriting()) {
      return; // we do not listen; Jetty's idle timeout watches whether it takes its answers
    } else if (now - heardNanos > connections.patience().idle().toNanos()) {
      open.abort();
    } else if (now - heardNanos > connections.patience().ping().toNanos() / 2 && !pinging) {
      pinging = true;
      open.sendFrame(new Frame(OpCode.PING), Callback.from(() -> pinging = false), false);
    }
  }

  /** Closes for a reason; the peer has a moment to say goodbye too. */
  private void close(int code, String reason) {
    inbox.refuse();
    opened(session).close(code, reason, Callback.NOOP);
    goodbyeNanos = System.nanoTime();
    saidGoodbye = true;
  }

  /** True when all is answered and the close frame is on its way. */
  boolean hasSaidGoodbye() {
    return saidGoodbye;
  }

  void abort() {
    opened(session).abort();
  }

  Inbox inbox() {
    return inbox;
  }

  private static <T> T opened(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("The connection has not been opened");
    }
    return part;
  }
}
