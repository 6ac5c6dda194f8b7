package io.limp.messages;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** E-mail over TLS to a real mail server, by the guide's shop. */
class EmailTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("limp.home", ".."), "docs/guide/examples");

  @TempDir private static Path folder;
  private static String certificate;

  private final FakeClock clock = FakeClock.now();
  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
  private TestApp app;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path keys = folder.resolve("mail.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=mail",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                "changeit")
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, "changeit".toCharArray());
    }
    certificate =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(store.getCertificate("mail").getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    System.setProperty(
        DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY, keys.toString());
    System.setProperty(
        DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY, "changeit");
  }

  @BeforeEach
  void start() {
    mail.setUser("shop@example.com", "shop", "s3cret");
    mail.start();
  }

  @AfterEach
  void stop() {
    app.close();
    mail.stop();
  }

  private void serve(String host, String password, String authority) {
    TestApp.Setup setup =
        TestApp.of("post", new Letters())
            .modulesFolder(EXAMPLES)
            .clock(clock)
            .variable("LIMP_SMTP", "smtps://shop@" + host + ":" + mail.getSmtps().getPort())
            .variable("LIMP_SMTP_PASSWORD", password)
            .variable("LIMP_SMTP_FROM", "Shop <shop@example.com>")
            .variable("LIMP_SEND_SECONDS", "5");
    app = (authority.isEmpty() ? setup : setup.variable("LIMP_SMTP_CA", authority)).start();
  }

  private Map<String, Object> order() {
    try (TestClient admin = app.admin()) {
      admin
          .call("order/create", query(), doc("number", "A-1", "email", "ada@example.com"))
          .expect(200);
    }
    return outcome();
  }

  private Map<String, Object> outcome() {
    app.deliverMessages();
    try (TestClient admin = app.admin()) {
      return admin.call("outbox/read", query()).expect(200).doc();
    }
  }

  @Test
  void anOrderIsConfirmedWithTextHtmlAndReceipt() throws Exception {
    serve("localhost", "s3cret", certificate);
    Map<String, Object> outcome = order();

    assertThat(outcome).containsEntry("state", "sent").containsEntry("attempts", 1L);
    assertThat(mail.getReceivedMessages()).hasSize(1);
    MimeMessage email = mail.getReceivedMessages()[0];
    assertThat(email.getSubject()).isEqualTo("Your order A-1");
    assertThat(email.getFrom()[0]).hasToString("Shop <shop@example.com>");
    assertThat(email.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("ada@example.com");
    assertThat(email.getMessageID())
        .isEqualTo("<" + outcome.get("_id") + "@example.com>")
        .isEqualTo(outcome.get("reference"));
    Multipart all = (Multipart) email.getContent();
    Multipart bodies = (Multipart) all.getBodyPart(0).getContent();
    assertThat(bodies.getContentType()).startsWith("multipart/alternative");
    assertThat(text(bodies.getBodyPart(0))).isEqualTo("Thank you! Your order is A-1.");
    assertThat(bodies.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat(text(bodies.getBodyPart(1))).contains("<b>A-1</b>");
    assertThat(all.getBodyPart(1).getFileName()).isEqualTo("receipt.txt");
    assertThat(text(all.getBodyPart(1))).isEqualTo("Order A-1");
  }

  private static String text(Part part) throws Exception {
    return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void severalRecipientsGetOneEmailAndASubjectIsOneLine() throws Exception {
    serve("localhost", "s3cret", certificate);
    List<String> to = List.of("ada@example.com", "Bob <bob@example.com>");
    try (TestClient visitor = app.client()) {
      visitor
          .call("letters/send", query(), doc("to", to, "text", "Grüße,\r\n.\r\nمرحبا"))
          .expect(204);
    }
    assertThat(outcome()).containsEntry("state", "sent");

    assertThat(mail.getReceivedMessages()).hasSize(2); // one in each mailbox
    MimeMessage email = mail.getReceivedMessages()[0];
    assertThat(Arrays.stream(email.getAllRecipients()).map(Object::toString))
        .containsExactly("ada@example.com", "Bob <bob@example.com>");
    assertThat(email.getSubject()).isEqualTo("To Bcc: eve@example.com");
    assertThat(text(email)).isEqualTo("Grüße,\r\n.\r\nمرحبا");
  }

  @Test
  void whatIsNoAddressIsRefusedBeforeTheServerHearsOfIt() {
    serve("localhost", "s3cret", certificate);
    try (TestClient visitor = app.client()) {
      visitor
          .call("letters/send", query(), doc("to", List.of("ada at home"), "text", "x"))
          .expect(204);
    }
    assertThat(outcome()).containsEntry("state", "failed");
    assertThat(outcome().get("error")).asString().startsWith("'ada at home' is no e-mail address");
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotSpokenTo() {
    serve("localhost", "s3cret", "");
    assertThat(order()).containsEntry("state", "waiting");
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void aCertificateOfAnotherNameIsNotSpokenTo() {
    serve("127.0.0.1", "s3cret", certificate);
    assertThat(order()).containsEntry("state", "waiting");
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void aWrongPasswordIsTheOperatorsToMend() {
    serve("localhost", "wrong", certificate);
    assertThat(order()).containsEntry("state", "waiting");
    assertThat(String.valueOf(outcome().get("error"))).doesNotContain("wrong");
    mail.setUser("shop@example.com", "shop", "wrong");
    clock.forward(Duration.ofMinutes(1));
    assertThat(outcome()).containsEntry("state", "sent");
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }
}
