package io.limp.network;

import java.nio.file.Path;

/** Where the certificate comes from. */
public sealed interface Tls {
  /**
   * From PEM files.
   *
   * @param certificate the server's certificate, followed by those that signed it
   * @param key its private key, not encrypted: PKCS#8, PKCS#1 or EC
   */
  record Files(Path certificate, Path key) implements Tls {}

  /** Made at start for this machine's names, and signed by itself: for development. */
  record SelfSigned() implements Tls {}
}
