package io.limp.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates: in the forms that tools write them, made for development, and wrong. */
class TlsTest {
  private static KeyPair rsa; // made once: it takes seconds

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"RSA, pkcs8", "RSA, traditional", "EC, pkcs8", "EC, traditional", "Ed25519, pkcs8"})
  void keysOfEveryKindServe(String algorithm, String form) throws Exception {
    KeyPair pair = pair(algorithm);
    X509Certificate certificate = certificate(pair);
    Path certificateFile = write("cert.pem", new JcaMiscPEMGenerator(certificate));
    Path keyFile =
        form.equals("pkcs8")
            ? write("key.pem", new JcaPKCS8Generator(pair.getPrivate(), null))
            : write("key.pem", traditional(pair.getPrivate()));
    try (TestServer server =
            new TestServer.Setup().tls(new Tls.Files(certificateFile, keyFile)).start();
        HttpClient http = HttpClient.newBuilder().sslContext(trusting(certificate)).build()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(server.http("/"))).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).contains("Welcome");
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }
  }

  @Test
  void aSelfSignedCertificateIsForThisMachine() throws Exception {
    X509Certificate certificate = Certificates.of(new Tls.SelfSigned()).chain().getFirst();
    List<Object> names = new ArrayList<>();
    certificate.getSubjectAlternativeNames().forEach(name -> names.add(name.get(1)));
    assertThat(names).contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    certificate.checkValidity();
  }

  @Test
  void whatIsWrongIsSaidWithTheNameOfTheFile() throws Exception {
    KeyPair pair = pair("EC");
    Path certificate = write("cert.pem", new JcaMiscPEMGenerator(certificate(pair)));
    Path key = write("key.pem", new JcaPKCS8Generator(pair.getPrivate(), null));
    Path otherKey = write("other.pem", new JcaPKCS8Generator(pair("EC").getPrivate(), null));
    Path rsaKey = write("rsa.pem", new JcaPKCS8Generator(pair("RSA").getPrivate(), null));
    Path encrypted =
        write(
            "encrypted.pem",
            new JcaPKCS8Generator(
                pair.getPrivate(),
                new JceOpenSSLPKCS8EncryptorBuilder(
                        org.bouncycastle.openssl.PKCS8Generator.PBE_SHA1_3DES)
                    .setPassword("secret".toCharArray())
                    .build()));
    Path damaged =
        Files.writeString(folder.resolve("damaged.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    assertRefused(certificate, otherKey, "other.pem", "is not the key of");
    assertRefused(certificate, rsaKey, "rsa.pem", "is not the key of");
    assertRefused(certificate, encrypted, "encrypted.pem", "is encrypted");
    assertRefused(certificate, folder.resolve("none.pem"), "none.pem", "no file");
    assertRefused(certificate, empty, "empty.pem", "no private key");
    assertRefused(certificate, certificate, "cert.pem", "no private key");
    assertRefused(key, key, "key.pem", "no certificate");
    assertRefused(damaged, key, "damaged.pem", "cannot be read");
    assertRefused(folder, key, folder.toString(), "cannot be read");
  }

  private static void assertRefused(Path certificate, Path key, String file, String words) {
    assertThatThrownBy(
            () ->
                new WebServer(
                    new Listen(
                        "127.0.0.1", 0, Optional.of(new Tls.Files(certificate, key)), Set.of()),
                    new EchoConversations(),
                    new PathsOfFour(request -> new io.limp.api.Reply.Empty()),
                    new TestServer.FolderStore(key),
                    Optional::empty))
        .isInstanceOf(CannotListen.class)
        .hasMessageContainingAll(file, words);
  }

  private static KeyPair pair(String algorithm) throws Exception {
    if (algorithm.equals("RSA") && rsa != null) {
      return rsa;
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("RSA")) {
      generator.initialize(2048);
    } else if (algorithm.equals("EC")) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    }
    KeyPair pair = generator.generateKeyPair();
    if (algorithm.equals("RSA")) {
      rsa = pair;
    }
    return pair;
  }

  private static X509Certificate certificate(KeyPair pair) throws Exception {
    X500Name name = new X500Name("CN=localhost");
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            java.math.BigInteger.ONE,
            Date.from(now.minusSeconds(60)),
            Date.from(now.plusSeconds(600)),
            name,
            pair.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
    PrivateKey key = pair.getPrivate();
    String signature =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    X509CertificateHolder holder = builder.build(new JcaContentSignerBuilder(signature).build(key));
    return new JcaX509CertificateConverter().getCertificate(holder);
  }

  /** As OpenSSL writes it in its older commands: RSA as PKCS#1, EC as RFC 5915 with its curve. */
  private static PemObjectGenerator traditional(PrivateKey key) throws Exception {
    if (key instanceof ECPrivateKey ec) {
      return new PemObject(
          "EC PRIVATE KEY",
          new org.bouncycastle.asn1.sec.ECPrivateKey(256, ec.getS(), SECObjectIdentifiers.secp256r1)
              .getEncoded());
    }
    return new JcaMiscPEMGenerator(key);
  }

  private Path write(String name, PemObjectGenerator content) throws Exception {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(content);
    }
    return Files.writeString(folder.resolve(name), text.toString());
  }

  private static SSLContext trusting(X509Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("it", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
