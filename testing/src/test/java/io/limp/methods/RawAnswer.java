package io.limp.methods;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What the server says to a request line that no client library would send. */
record RawAnswer(int status, String body) {
  static RawAnswer to(int port, String line) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000); // ms; a test that waits longer fails
      String request = line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String[] parts = answer.split("\r\n\r\n", 2);
      return new RawAnswer(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(line + " was not answered", e);
    }
  }
}
