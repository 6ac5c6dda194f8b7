package io.limp.data.mongo;

import io.limp.data.DataUnavailable;
import io.limp.data.LogLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which MongoDB, and how it is used.
 *
 * @param addresses {@code mongodb://...} or {@code mongodb+srv://...}; several {@code mongodb://}
 *     with commas are the members of one deployment
 * @param name of the database
 * @param tls true: encrypt, whatever the address says
 * @param authorities the certificates, as PEM text, of whoever may vouch for the servers; empty:
 *     those that Java trusts
 * @param diskUse true: a large sort may use the server's disk
 * @param alone true: a server without transactions will do, for a single limpd in development
 * @param deadline how long a call to the database may take
 * @param log how long the change log is kept
 * @param clock by which changes are dated
 */
public record MongoSettings(
    String addresses,
    String name,
    boolean tls,
    Optional<String> authorities,
    boolean diskUse,
    boolean alone,
    Duration deadline,
    LogLimits log,
    InstantSource clock) {
  public static final Duration DEADLINE = Duration.ofSeconds(10);

  /** A database with everything else as it comes. */
  public static MongoSettings of(String addresses, String name) {
    return new MongoSettings(
        addresses,
        name,
        false,
        Optional.empty(),
        false,
        true,
        DEADLINE,
        LogLimits.DEFAULT,
        InstantSource.system());
  }

  /** The same with another deadline. */
  public MongoSettings within(Duration longest) {
    return new MongoSettings(
        addresses, name, tls, authorities, diskUse, alone, longest, log, clock);
  }

  /** The same with another change log. */
  public MongoSettings log(LogLimits limits, InstantSource time) {
    return new MongoSettings(
        addresses, name, tls, authorities, diskUse, alone, deadline, limits, time);
  }

  /** What happens when the database is not there at the start. */
  public interface Patience {
    /**
     * Waits before the next attempt, or gives up.
     *
     * @param attempt from 1 on
     * @throws DataUnavailable to give up
     */
    void wait(int attempt, DataUnavailable reason) throws InterruptedException;

    /** Gives up at once. */
    static Patience none() {
      return (_, reason) -> {
        throw reason;
      };
    }

    /** Tells of every failure and tries again for ever, at the latest after half a minute. */
    static Patience endless(Consumer<String> say) {
      return (attempt, reason) -> {
        Duration pause = Duration.ofSeconds(Math.min(30, 1L << Math.min(attempt - 1, 5)));
        say.accept(reason.getMessage() + "; trying again in " + pause.toSeconds() + " s");
        Thread.sleep(pause);
      };
    }
  }
}
