package io.limp.network;

import io.limp.call.HttpBody.NotReadable;
import io.limp.call.HttpBody.Part;
import io.limp.call.HttpBody.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;

/**
 * The parts of a form ({@code multipart/form-data}, RFC 7578) as they come. Jetty's parser is fed
 * piece by piece; what a piece holds waits here until it is asked for, so that never more than one
 * piece is in memory.
 */
final class FormParts implements Parts {
  /** More fields than any form has. */
  private static final int MOST_PARTS = 1000;

  private static final int MOST_HEADER_BYTES = 8 << 10;
  private static final int PIECE = 16 << 10;

  /** What the parser tells. */
  private sealed interface Event {
    record Begin(String disposition, String type) implements Event {}

    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Bytes(byte[] bytes) implements Event {}

    record End() implements Event {}

    record Complete() implements Event {}

    record Failed(String why) implements Event {}
  }

  private final InputStream body;
  private final MultiPart.Parser parser;
  private final Deque<Event> waiting = new ArrayDeque<>();
  private boolean ended;

  FormParts(String boundary, InputStream body) {
    this.body = body;
    parser = new MultiPart.Parser(boundary, new Listener());
    parser.setMaxParts(MOST_PARTS);
    parser.setPartHeadersMaxLength(MOST_HEADER_BYTES);
  }

  private final class Listener implements MultiPart.Parser.Listener {
    private String disposition = "";
    private String type = "";

    @Override
    public void onPartBegin() {
      disposition = "";
      type = "";
    }

    @Override
    public void onPartHeader(String name, String value) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "content-disposition" -> disposition = value;
        case "content-type" -> type = value;
        default -> {}
      }
    }

    @Override
    public void onPartHeaders() {
      waiting.add(new Event.Begin(disposition, type));
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
      ByteBuffer buffer = chunk.getByteBuffer();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.slice().get(bytes);
      if (bytes.length > 0) {
        waiting.add(new Event.Bytes(bytes));
      }
    }

    @Override
    public void onPartEnd() {
      waiting.add(new Event.End());
    }

    @Override
    public void onComplete() {
      waiting.add(new Event.Complete());
    }

    @Override
    public void onFailure(Throwable failure) {
      waiting.add(new Event.Failed(String.valueOf(failure.getMessage())));
    }
  }

  @Override
  public Optional<Part> next() throws IOException, NotReadable {
    while (true) {
      switch (nextEvent()) {
        case Event.Begin(String disposition, String type) -> {
          return Optional.of(part(disposition, type));
        }
        case Event.Complete _ -> {
          ended = true;
          return Optional.empty();
        }
        case Event.Failed(String why) -> throw new NotReadable("The form is malformed: " + why);
        case Event.Bytes _, Event.End _ -> {} // of a part that nobody wanted to its end
      }
    }
  }

  private Part part(String disposition, String type) throws NotReadable {
    HeaderParameters parameters = HeaderParameters.of(disposition);
    String name =
        parameters
            .named("name")
            .map(HeaderParameters::unescaped)
            .orElseThrow(() -> new NotReadable("A part of the form has no name."));
    Optional<String> fileName = parameters.fileName().map(HeaderParameters::unescaped);
    int ofType = type.indexOf(';');
    String plainType = (ofType < 0 ? type : type.substring(0, ofType)).strip();
    return new Part(name, fileName, plainType, new PartContent());
  }

  /** The bytes of the part that is being read. */
  private final class PartContent extends InputStream {
    private byte[] bytes = {};
    private int at;
    private boolean over;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      while (at == bytes.length && !over) {
        advance();
      }
      if (at == bytes.length) {
        return -1;
      }
      int count = Math.min(length, bytes.length - at);
      System.arraycopy(bytes, at, into, offset, count);
      at += count;
      return count;
    }

    private void advance() throws IOException {
      switch (nextEvent()) {
        case Event.Bytes(byte[] more) -> {
          bytes = more;
          at = 0;
        }
        case Event.End _ -> over = true;
        case Event.Failed failed -> {
          waiting.addFirst(failed);
          over = true;
        }
        case Event.Begin _, Event.Complete _ ->
            throw new IllegalStateException("A part without an end");
      }
    }
  }

  private Event nextEvent() throws IOException {
    if (ended) {
      return new Event.Complete();
    }
    byte[] piece = new byte[PIECE];
    while (waiting.isEmpty()) {
      int read = body.read(piece);
      parser.parse(
          read < 0
              ? Content.Chunk.EOF
              : Content.Chunk.from(ByteBuffer.wrap(piece, 0, read), false));
      if (read < 0 && waiting.isEmpty()) {
        waiting.add(new Event.Failed("it ends too soon"));
      }
    }
    return waiting.remove();
  }
}
