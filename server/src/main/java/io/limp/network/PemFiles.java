package io.limp.network;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads certificate and key as certificate authorities and their tools write them. */
final class PemFiles {
  private PemFiles() {}

  /**
   * @throws CannotListen when a file cannot be used; the sentence names it
   */
  static Certificates read(Path certificateFile, Path keyFile) {
    List<X509Certificate> chain = chain(certificateFile);
    PrivateKey key = key(keyFile);
    if (!belongTogether(key, chain.getFirst())) {
      throw new CannotListen(
          "The key in "
              + keyFile
              + " is not the key of the first certificate in "
              + certificateFile
              + ".");
    }
    return new Certificates(key, chain);
  }

  private static List<X509Certificate> chain(Path file) {
    List<X509Certificate> chain = new ArrayList<>();
    for (Object part : parts(file)) {
      if (part instanceof X509CertificateHolder holder) {
        try {
          chain.add(new JcaX509CertificateConverter().getCertificate(holder));
        } catch (CertificateException e) {
          throw new CannotListen("A certificate in " + file + " is damaged: " + e.getMessage(), e);
        }
      }
    }
    if (chain.isEmpty()) {
      throw new CannotListen(
          "There is no certificate in " + file + "; expected -----BEGIN CERTIFICATE-----.");
    }
    return chain;
  }

  private static PrivateKey key(Path file) {
    for (Object part : parts(file)) {
      if (part instanceof PEMEncryptedKeyPair || part instanceof PKCS8EncryptedPrivateKeyInfo) {
        throw new CannotListen(
            "The key in "
                + file
                + " is encrypted; decrypt it first: openssl pkey -in "
                + file
                + " -out plain.pem");
      }
      Optional<PrivateKeyInfo> info =
          switch (part) {
            case PrivateKeyInfo pkcs8 -> Optional.of(pkcs8);
            case PEMKeyPair pair -> Optional.of(pair.getPrivateKeyInfo());
            default -> Optional.empty(); // EC PARAMETERS come before an EC key
          };
      if (info.isPresent()) {
        try {
          return new JcaPEMKeyConverter().getPrivateKey(info.get());
        } catch (PEMException e) {
          throw new CannotListen("The key in " + file + " cannot be used: " + e.getMessage(), e);
        }
      }
    }
    throw new CannotListen(
        "There is no private key in " + file + "; expected -----BEGIN PRIVATE KEY-----.");
  }

  private static List<Object> parts(Path file) {
    List<Object> parts = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(reader)) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        parts.add(part);
      }
      return parts;
    } catch (NoSuchFileException e) {
      throw new CannotListen("There is no file " + file + ".", e);
    } catch (IOException
        | RuntimeException e) { // BouncyCastle throws what it likes on damaged files
      throw new CannotListen(file + " cannot be read as PEM: " + e.getMessage(), e);
    }
  }

  private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC", "ECDSA" -> "SHA256withECDSA";
          default -> key.getAlgorithm(); // Ed25519 and its kin sign under their own name
        };
    byte[] probe = {1, 2, 3};
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(probe);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(probe);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
