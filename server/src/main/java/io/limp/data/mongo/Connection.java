package io.limp.data.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import io.limp.data.DataUnavailable;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one deployment. Written is what a majority has on its disks, and read is what
 * a majority has, from the primary: whoever was answered reads what it wrote.
 *
 * <p>While the deployment has no primary, calls wait for a little while, because an election is
 * quick; when it is gone for longer than that, they are refused at once until it is back.
 */
final class Connection implements AutoCloseable {
  private static final Duration ELECTION = Duration.ofSeconds(5);

  /** How soon a server that is back is noticed. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final MongoClient client;
  private final MongoDatabase database;
  private final Duration deadline;
  private final String shown;
  private final Primary primary;
  private volatile boolean closed;

  private Connection(MongoClient client, MongoSettings settings, String shown, Primary primary) {
    this.client = client;
    this.deadline = settings.deadline();
    this.shown = shown;
    this.primary = primary;
    this.database = client.getDatabase(settings.name());
  }

  /**
   * A connection; nothing is sent yet.
   *
   * @throws DataUnavailable when the address or a certificate cannot be read
   */
  static Connection of(MongoSettings settings) {
    List<ConnectionString> addresses = addresses(settings.addresses());
    Set<ServerAddress> hosts = new LinkedHashSet<>();
    addresses.forEach(each -> each.getHosts().forEach(host -> hosts.add(new ServerAddress(host))));
    Duration patience =
        ELECTION.compareTo(settings.deadline()) < 0 ? ELECTION : settings.deadline().dividedBy(2);
    Primary primary = new Primary(patience);
    MongoClientSettings.Builder builder =
        MongoClientSettings.builder()
            .applyConnectionString(addresses.getFirst())
            .applicationName("limpd")
            .readPreference(ReadPreference.primary())
            .readConcern(ReadConcern.MAJORITY)
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .retryWrites(true)
            .retryReads(true)
            .timeout(settings.deadline().toMillis(), TimeUnit.MILLISECONDS)
            .applyToSocketSettings(
                socket -> socket.connectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS))
            .applyToServerSettings(
                server -> server.heartbeatFrequency(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS))
            .applyToClusterSettings(
                cluster -> {
                  cluster
                      .serverSelectionTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                      .addClusterListener(primary);
                  if (addresses.size() > 1) {
                    cluster.hosts(List.copyOf(hosts));
                  }
                });
    if (settings.tls() || settings.authorities().isPresent()) {
      SSLContext trust = settings.authorities().map(Certificates::trusting).orElse(null);
      builder.applyToSslSettings(
          ssl -> {
            ssl.enabled(true);
            if (trust != null) {
              ssl.context(trust);
            }
          });
    }
    String shown =
        settings.name()
            + " at "
            + String.join(",", addresses.stream().flatMap(a -> a.getHosts().stream()).toList());
    return new Connection(MongoClients.create(builder.build()), settings, shown, primary);
  }

  private static List<ConnectionString> addresses(String text) {
    List<ConnectionString> addresses = new ArrayList<>();
    try {
      // A comma also parts the hosts of one address.
      for (String address : text.strip().split("\\s*,\\s*(?=mongodb(\\+srv)?://)", -1)) {
        addresses.add(new ConnectionString(address));
      }
    } catch (IllegalArgumentException e) {
      // Its message may show the password.
      throw new DataUnavailable(
          "The address of the database cannot be read; it looks like mongodb://host:27017");
    }
    if (addresses.size() > 1 && addresses.stream().anyMatch(ConnectionString::isSrvProtocol)) {
      throw new DataUnavailable("Of several addresses of the database none can be mongodb+srv");
    }
    return addresses;
  }

  /** The name of the database and its hosts, for messages. */
  String shown() {
    return shown;
  }

  /** Where every call ends at the deadline. */
  MongoDatabase database() {
    return database;
  }

  /** Where a call may take its time: for indexes, and for those who wait for news. */
  MongoDatabase patient() {
    return database.withTimeout(0, TimeUnit.MILLISECONDS);
  }

  MongoClient client() {
    return client;
  }

  Duration deadline() {
    return deadline;
  }

  boolean isClosed() {
    return closed;
  }

  /** Asks the database; what goes wrong there becomes what the callers of {@code Data} know. */
  <T> T ask(Supplier<T> question) {
    check();
    try {
      return question.get();
    } catch (MongoException e) {
      throw failure(e);
    } catch (IllegalStateException e) {
      // What the driver says of a client that was closed meanwhile.
      throw closed ? closed(e) : e;
    }
  }

  void check() {
    if (closed) {
      throw closed(null);
    }
    if (primary.isGone()) {
      throw unreachable(null);
    }
  }

  RuntimeException failure(MongoException e) {
    if (closed) {
      return closed(e);
    }
    Optional<GeneralSecurityException> untrusted = primary.untrusted;
    if (!primary.there && untrusted.isPresent()) {
      return Failure.untrusted(shown, untrusted.get());
    }
    return e instanceof MongoOperationTimeoutException && !primary.there
        ? unreachable(e)
        : Failure.exception(e, shown);
  }

  private DataUnavailable unreachable(@Nullable Exception e) {
    return unavailable("The database " + shown + " cannot be used: it cannot be reached", e);
  }

  private static DataUnavailable unavailable(String sentence, @Nullable Exception e) {
    return e == null ? new DataUnavailable(sentence) : new DataUnavailable(sentence, e);
  }

  private DataUnavailable closed(@Nullable Exception e) {
    return unavailable("The database " + shown + " is closed", e);
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }

  /**
   * Knows for how long there has been no server that takes writes, and whose certificate is to
   * blame.
   */
  private static final class Primary implements ClusterListener {
    private final Duration patience;
    private volatile boolean there;
    private volatile long lostAt;
    private volatile boolean met;
    private volatile Optional<GeneralSecurityException> untrusted = Optional.empty();

    Primary(Duration patience) {
      this.patience = patience;
    }

    @Override
    public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
      boolean now = event.getNewDescription().hasWritableServer();
      if (there && !now) {
        lostAt = System.nanoTime();
      }
      met |= now;
      there = now;
      untrusted =
          event.getNewDescription().getServerDescriptions().stream()
              .flatMap(server -> Failure.ofCertificate(server.getException()).stream())
              .findFirst();
    }

    boolean isGone() {
      return met && !there && System.nanoTime() - lostAt > patience.toNanos();
    }
  }
}
