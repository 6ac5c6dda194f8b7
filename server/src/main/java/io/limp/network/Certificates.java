package io.limp.network;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A certificate with its key.
 *
 * @param chain the server's own first
 */
record Certificates(PrivateKey key, List<X509Certificate> chain) {
  static Certificates of(Tls tls) {
    return switch (tls) {
      case Tls.Files(var certificate, var key) -> PemFiles.read(certificate, key);
      case Tls.SelfSigned() -> SelfSigned.make();
    };
  }

  /** For Jetty; nothing of it is written to a disk. */
  SslContextFactory.Server forJetty() {
    char[] none = {};
    SslContextFactory.Server factory = new SslContextFactory.Server();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, none);
      store.setKeyEntry("limpd", key, none, chain.toArray(X509Certificate[]::new));
      factory.setKeyStore(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new CannotListen("The certificate cannot be used: " + e.getMessage(), e);
    }
    factory.setKeyStorePassword("");
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    factory.setRenegotiationAllowed(false);
    factory.setSniRequired(false);
    return factory;
  }
}
