package io.limp.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;

/** Asks over many connections from one thread, each with so many questions in flight. */
final class Load implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How many connections ask, and how many answers each of them waits for at a time. */
  record Shape(int connections, int inFlight) {
    @Override
    public String toString() {
      return connections + " x " + inFlight;
    }
  }

  /**
   * What was measured.
   *
   * @param clientNanos CPU time of the client's thread
   */
  record Measured(long messages, double seconds, Latencies latencies, long clientNanos) {
    double perSecond() {
      return messages / seconds;
    }
  }

  private final List<Peer> peers;
  private final Selector selector;

  /** The peers have signed in; they are driven from here from now on. */
  Load(List<Peer> peers) throws IOException {
    this.peers = List.copyOf(peers);
    selector = Selector.open();
    for (Peer peer : peers) {
      peer.channel().configureBlocking(false);
      peer.channel().register(selector, SelectionKey.OP_READ);
    }
  }

  /** Asks for a while, or until so many questions were asked, and waits for the last answer. */
  Measured run(Shape shape, List<Question> questions, Duration time, long atMost)
      throws IOException {
    Latencies latencies = new Latencies();
    Progress progress = new Progress(System.nanoTime() + time.toNanos(), atMost);
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long begun = System.nanoTime();
    for (int i = 0; i < peers.size(); i++) { // those who ask nothing still answer pings
      int inFlight = i < shape.connections() ? shape.inFlight() : 0;
      Turn turn = new Turn(peers.get(i), inFlight, questions, latencies, progress);
      peers.get(i).channel().keyFor(selector).attach(turn);
      turn.begin();
    }
    while (progress.waiting > 0) {
      if (selector.select(PATIENCE.toMillis()) == 0) {
        throw new IOException(progress.waiting + " answers did not come");
      }
      for (SelectionKey key : selector.selectedKeys()) {
        ((Turn) key.attachment()).proceed();
      }
      selector.selectedKeys().clear();
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    long clientNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
    return new Measured(latencies.count(), seconds, latencies, clientNanos);
  }

  @Override
  public void close() throws IOException {
    selector.close();
    Peer.closeAll(peers);
  }

  /** Shared by the turns of one run. */
  private static final class Progress {
    private final long end;
    private long left;
    private long waiting;

    Progress(long end, long left) {
      this.end = end;
      this.left = left;
    }

    boolean goesOn(long now) {
      return left > 0 && now < end;
    }
  }

  /** One connection's part of a run. Answers come in the order of the questions. */
  private static final class Turn implements Peer.Answers {
    private final Peer peer;
    private final List<Question> questions;
    private final Latencies latencies;
    private final Progress progress;
    private final long[] askedAt;
    private int asked;
    private int answered;
    private long now;

    Turn(
        Peer peer, int inFlight, List<Question> questions, Latencies latencies, Progress progress) {
      this.peer = peer;
      this.questions = questions;
      this.latencies = latencies;
      this.progress = progress;
      this.askedAt = new long[inFlight];
    }

    void begin() throws IOException {
      now = System.nanoTime();
      for (int i = 0; i < askedAt.length; i++) {
        ask();
      }
      peer.send();
    }

    void proceed() throws IOException {
      now = System.nanoTime();
      peer.receive(this);
      peer.send();
    }

    private void ask() {
      if (progress.goesOn(now)) {
        askedAt[asked % askedAt.length] = now;
        peer.ask(questions.get(asked % questions.size()));
        asked++;
        progress.left--;
        progress.waiting++;
      }
    }

    @Override
    public Question expected() {
      if (answered == asked) {
        throw new IllegalStateException("An answer to nothing");
      }
      return questions.get(answered % questions.size());
    }

    @Override
    public void answered() {
      latencies.add(now - askedAt[answered % askedAt.length]);
      answered++;
      progress.waiting--;
      ask();
    }
  }
}
