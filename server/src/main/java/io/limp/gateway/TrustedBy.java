package io.limp.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Trust in the certificates of a PEM text and in no others. */
final class TrustedBy {
  private TrustedBy() {}

  /**
   * @throws IllegalArgumentException when that is no PEM text of certificates
   */
  static SSLSocketFactory pem(String text) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (Certificate each : factory.generateCertificates(new ByteArrayInputStream(bytes))) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("The PEM text of the mail server's CA cannot be read", e);
    }
  }
}
