package io.limp.data.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.CollectionSpec;
import io.limp.data.DataUnavailable;
import io.limp.data.Write;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Encrypted connections, and whom they trust. */
class MongoTlsTest {
  private static final CollectionSpec THINGS =
      new CollectionSpec("things", Map.of("name", new AttrType.Str()), List.of(), List.of());

  private final MongoServer server = new MongoServer(new MemoryBackend());
  private final TestAuthority authority = new TestAuthority("ours");

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  private InetSocketAddress serve(TestAuthority.Issued issued) {
    server.enableSsl(issued.key(), null, issued.certificate());
    return server.bind();
  }

  private static MongoSettings settings(
      InetSocketAddress at, boolean tls, Optional<String> authorities) {
    MongoSettings plain = MongoSettings.of("mongodb://127.0.0.1:" + at.getPort(), "test");
    return new MongoSettings(
        plain.addresses(),
        plain.name(),
        tls,
        authorities,
        plain.diskUse(),
        plain.alone(),
        Duration.ofSeconds(4),
        plain.log(),
        plain.clock());
  }

  @Test
  void aServerWhoseCertificateIsVouchedForIsUsed() {
    InetSocketAddress at = serve(authority.issueForThisMachine());
    String several = new TestAuthority("another").pem() + authority.pem();
    for (String pem : List.of(authority.pem(), several)) {
      try (MongoData data =
          MongoData.open(settings(at, false, Optional.of(pem)), MongoSettings.Patience.none())) {
        data.define(List.of(THINGS));
        Id id = Id.next(Instant.EPOCH);
        data.write(
            new Id(1, 1),
            List.of(new Write.Insert("things", new Doc(Map.of("_id", id, "name", "x")))));
        assertThat(data.knows("things", id)).isTrue();
      }
    }
  }

  @Test
  void aServerThatSomebodyElseVouchesForIsRefusedAtOnce() {
    InetSocketAddress at = serve(authority.issueForThisMachine());
    Optional<String> other = Optional.of(new TestAuthority("another").pem());
    refused(settings(at, true, other), "its certificate is not trusted", "LIMP_DATA_CA");
    refused(settings(at, true, Optional.empty()), "its certificate is not trusted", "LIMP_DATA_CA");
  }

  @Test
  void aServerWithTheCertificateOfAnotherHostIsRefused() {
    InetSocketAddress at = serve(authority.issueFor("db.example"));
    refused(
        settings(at, true, Optional.of(authority.pem())),
        "its certificate is not trusted",
        "127.0.0.1");
  }

  @Test
  void aServerThatDoesNotEncryptIsNotSpokenTo() {
    InetSocketAddress at = server.bind();
    MongoSettings settings = settings(at, true, Optional.empty());
    assertThatThrownBy(() -> MongoData.open(settings, MongoSettings.Patience.none()))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("cannot be reached");
  }

  /** Nobody waits for what waiting does not mend. */
  private static void refused(MongoSettings settings, String... words) {
    List<String> waited = new ArrayList<>();
    MongoSettings.Patience patience =
        (attempt, reason) -> {
          waited.add(reason.getMessage());
          throw reason;
        };
    assertThatThrownBy(() -> MongoData.open(settings, patience))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("test at 127.0.0.1")
        .hasMessageContainingAll(words)
        .hasCauseInstanceOf(GeneralSecurityException.class);
    assertThat(waited).isEmpty();
  }

  @Test
  void anAuthorityThatIsNoneIsTold() {
    InetSocketAddress at = serve(authority.issueForThisMachine());
    for (String pem : List.of("", "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----")) {
      assertThatThrownBy(
              () ->
                  MongoData.open(
                      settings(at, true, Optional.of(pem)), MongoSettings.Patience.none()))
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining("PEM text of the database's CA");
    }
  }
}
