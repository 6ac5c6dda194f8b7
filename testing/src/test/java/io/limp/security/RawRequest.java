package io.limp.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request that no client library would send as it is. */
record RawRequest(String method, String path, String type, String body) {
  /** The status of its answer. */
  int status(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000); // ms; a test that waits longer fails
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          method
              + " "
              + path.replace(' ', '+')
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
              + "Content-Length: "
              + bytes.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(bytes);
      byte[] start = socket.getInputStream().readNBytes(12);
      return Integer.parseInt(new String(start, StandardCharsets.ISO_8859_1).substring(9));
    } catch (IOException e) {
      throw new UncheckedIOException(this + " was not answered", e);
    }
  }
}
