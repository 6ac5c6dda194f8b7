package io.limp.messages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server without encryption that misbehaves as it is told. */
final class SmtpDouble implements AutoCloseable {
  /** What it does with a message. */
  enum Does {
    TAKE,
    REFUSE_RECIPIENT,
    BUSY,
    REFUSE_CONTENT,
    HANG_AT_GREETING,
    HANG_AT_RECIPIENT,
    HANG_AT_END,
    CLOSE_AT_END
  }

  private final ServerSocket server;
  private final Queue<Does> script = new ConcurrentLinkedQueue<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();

  SmtpDouble() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  SmtpDouble then(Does... next) {
    script.addAll(List.of(next));
    return this;
  }

  /** How many messages have come to their end here, answered or not. */
  int taken() {
    return taken.get();
  }

  int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        connections.incrementAndGet();
        Does does = script.isEmpty() ? Does.TAKE : script.remove();
        Thread.startVirtualThread(() -> talk(socket, does));
      }
    } catch (IOException e) {
      // it is closed
    }
  }

  private void talk(Socket socket, Does does) {
    try (socket) {
      if (does == Does.HANG_AT_GREETING) {
        hang(socket);
        return;
      }
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      say(socket, "220 double");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String word = line.split("[ :]", 2)[0];
        switch (word) {
          case "RCPT" -> {
            if (does == Does.HANG_AT_RECIPIENT) {
              hang(socket);
              return;
            }
            say(
                socket,
                switch (does) {
                  case REFUSE_RECIPIENT -> "550 5.1.1 No such user";
                  case BUSY -> "451 4.7.1 Greylisted";
                  default -> "250 OK";
                });
          }
          case "DATA" -> {
            say(socket, "354 Go on");
            for (String text = in.readLine(); !".".equals(text); text = in.readLine()) {
              if (text == null) {
                return;
              }
            }
            if (does == Does.REFUSE_CONTENT) {
              say(socket, "554 5.7.1 Looks like spam");
              continue;
            }
            taken.incrementAndGet();
            if (does == Does.CLOSE_AT_END) {
              return;
            }
            if (does == Does.HANG_AT_END) {
              hang(socket);
              return;
            }
            say(socket, "250 OK");
          }
          case "QUIT" -> {
            say(socket, "221 Bye");
            return;
          }
          default -> say(socket, "250 OK");
        }
      }
    } catch (IOException e) {
      // the client is gone
    }
  }

  /** Until the client gives up or this is closed. */
  private static void hang(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // whatever it says
    }
  }

  private static void say(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket each : open) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
