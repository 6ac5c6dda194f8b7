package io.limp.boot;

import io.limp.job.Scheduler;
import io.limp.outbox.Courier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running whole; closing it stops it, in the reverse order of its start. */
public final class App implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(App.class);

  private final Deque<Part> parts = new ArrayDeque<>();
  private Optional<SweepFiles> sweepFiles = Optional.empty();
  private Optional<Courier> courier = Optional.empty();
  private Optional<Scheduler> scheduler = Optional.empty();
  private String address = "";
  private int port;

  App() {}

  /** Something that was started and is closed with the app. */
  private record Part(String name, AutoCloseable closeable) {}

  /** Takes over the closing of a part, last in, first out. */
  <P extends AutoCloseable> P closes(String name, P part) {
    parts.push(new Part(name, part));
    return part;
  }

  /** Takes over its closing too. */
  SweepFiles sweeps(SweepFiles files) {
    sweepFiles = Optional.of(files);
    return closes("file contents", files);
  }

  /** Takes over its closing too. */
  Courier delivers(Courier messages) {
    courier = Optional.of(messages);
    return closes("messages", messages);
  }

  /** Takes over its closing too. */
  Scheduler schedules(Scheduler jobs) {
    scheduler = Optional.of(jobs);
    return closes("jobs", jobs);
  }

  void listensAt(String url, int atPort) {
    address = url;
    port = atPort;
  }

  /** Where it is reached, as a URL. */
  public String address() {
    return address;
  }

  /** The port that it listens at. */
  public int port() {
    return port;
  }

  /**
   * Removes the contents of files that no document needs any more now, rather than within the hour.
   */
  public void sweepFiles() {
    sweepFiles.ifPresent(SweepFiles::sweep);
  }

  /** Sends the messages that are due now and returns when that has been tried. */
  public void deliverMessages() {
    courier.ifPresent(Courier::settle);
  }

  /** Runs the jobs that are due now and returns when they have ended. */
  public void runJobs() {
    scheduler.ifPresent(Scheduler::settle);
  }

  /** Answers the calls that are under way, then stops. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.closeable().close();
      } catch (Exception e) {
        LOG.warn(
            "{} did not close: {}",
            part.name(),
            e.getMessage(),
            e); // the others must close all the same
      }
    }
  }
}
