package io.limp.network;

import io.limp.call.HttpBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** The body of one request, read by the thread that answers it. */
final class RequestBody implements HttpBody, AutoCloseable {
  private static final int PIECE = 16 << 10;

  private final Request request;
  private final ReceiveBudget budget;
  private long kept;

  RequestBody(Request request, ReceiveBudget budget) {
    this.request = request;
    this.budget = budget;
  }

  @Override
  public String type() {
    String type = header(HttpHeader.CONTENT_TYPE);
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public String name() {
    HeaderParameters disposition = HeaderParameters.of(header(HttpHeader.CONTENT_DISPOSITION));
    return disposition.fileName().orElseGet(this::nameInQuery);
  }

  private String nameInQuery() {
    String query = request.getHttpURI().getQuery();
    if (query == null) {
      return "";
    }
    Fields fields = new Fields();
    UrlEncoded.decodeTo(query, fields::add, StandardCharsets.UTF_8);
    String name = fields.getValue("name");
    return name == null ? "" : name;
  }

  private String header(HttpHeader name) {
    String value = request.getHeaders().get(name);
    return value == null ? "" : value;
  }

  @Override
  public InputStream content() {
    return Content.Source.asInputStream(request);
  }

  @Override
  public Parts parts() throws NotReadable {
    String boundary = MultiPart.extractBoundary(header(HttpHeader.CONTENT_TYPE));
    if (boundary == null || boundary.isEmpty()) {
      throw new NotReadable("The form's Content-Type has no boundary.");
    }
    return new FormParts(boundary, content());
  }

  @Override
  public boolean takeRoom(long bytes, boolean signedIn) {
    boolean taken = budget.reserve(bytes, signedIn);
    kept += taken ? bytes : 0;
    return taken;
  }

  /** Reads what comes and forgets it, until there is no more, or it is too much or too slow. */
  static void drain(Request request, long bytes, Duration patience) {
    byte[] piece = new byte[PIECE];
    long end = System.nanoTime() + patience.toNanos();
    long left = bytes;
    try {
      InputStream rest = Content.Source.asInputStream(request);
      while (left > 0 && System.nanoTime() < end) {
        int read = rest.read(piece);
        if (read < 0) {
          return;
        }
        left -= read;
      }
    } catch (IOException e) {
      // The client has gone: there is nothing left to read.
    }
  }

  /** Gives back the room that it has taken. */
  @Override
  public void close() {
    budget.release(kept);
    kept = 0;
  }
}
