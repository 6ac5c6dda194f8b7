package io.limp.network;

import io.limp.api.FileRef;
import io.limp.api.Reply;
import io.limp.data.FileStore;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Streams a stored file, whole or one range of it, as RFC 9110 tells. */
final class FileAnswer {
  /**
   * Large enough for a full HTTP/2 window's worth of frames, small enough for a thousand downloads
   * at once.
   */
  private static final int PIECE = 32 << 10;

  private final FileStore store;

  FileAnswer(FileStore store) {
    this.store = store;
  }

  /** Writes the answer, blocking as long as the client takes. */
  void write(
      FileRef file, boolean forOneSession, Request request, Response response, Callback callback)
      throws IOException {
    Optional<SeekableByteChannel> opened = store.open(file.hash());
    if (opened.isEmpty()) {
      JsonAnswer.CONTENT_NOT_FOUND.write(response, callback);
      return;
    }
    try (SeekableByteChannel content = opened.get()) {
      HttpFields.Mutable headers = response.getHeaders();
      String etag = '"' + file.hash() + '"';
      String modified = putValidators(headers, file, etag);
      if (!request.getMethod().equals("GET")) {
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        ContentHeaders.put(headers, file.name(), file.type());
        response.setStatus(200);
        stream(content, 0, content.size(), response);
        callback.succeeded();
        return;
      }
      ContentHeaders.putCaching(headers, forOneSession);
      if (isKnown(request.getHeaders(), etag, modified)) {
        response.setStatus(304);
        callback.succeeded();
        return;
      }
      long size = content.size();
      headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
      switch (wanted(request.getHeaders(), etag, modified, size)) {
        case ByteRange.Whole whole -> {
          ContentHeaders.put(headers, file.name(), file.type());
          response.setStatus(200);
          stream(content, 0, size, response);
        }
        case ByteRange.Part part -> {
          ContentHeaders.put(headers, file.name(), file.type());
          headers.put(
              HttpHeader.CONTENT_RANGE, "bytes " + part.first() + "-" + part.last() + "/" + size);
          response.setStatus(206);
          stream(content, part.first(), part.length(), response);
        }
        case ByteRange.Outside outside -> {
          headers.remove(HttpHeader.CACHE_CONTROL);
          headers.remove(HttpHeader.EXPIRES);
          headers.put(HttpHeader.CONTENT_RANGE, "bytes */" + size);
          JsonAnswer.of(416, "CORE_REQ_INVALID_RANGE", "The file has " + size + " bytes.")
              .write(response, callback);
          return;
        }
      }
    }
    callback.succeeded();
  }

  /** Writes the answer that is a small picture of a file; there is nothing smaller to ask for. */
  void write(
      Reply.Thumbnail thumbnail,
      boolean forOneSession,
      Request request,
      Response response,
      Callback callback) {
    FileRef file = thumbnail.of();
    HttpFields.Mutable headers = response.getHeaders();
    String etag = '"' + file.hash() + "-" + thumbnail.box() + '"';
    String modified = putValidators(headers, file, etag);
    ContentHeaders.putCaching(headers, forOneSession);
    if (isKnown(request.getHeaders(), etag, modified)) {
      response.setStatus(304);
      callback.succeeded();
      return;
    }
    ContentHeaders.put(headers, file.name(), thumbnail.type());
    response.setStatus(200);
    response.write(true, ByteBuffer.wrap(thumbnail.content()), callback);
  }

  /** By which a cache knows whether it has the content; when it was changed, as HTTP says it. */
  private static String putValidators(HttpFields.Mutable headers, FileRef file, String etag) {
    String modified = DateGenerator.formatDate(file.lastModified());
    headers.put(HttpHeader.ETAG, etag);
    headers.put(HttpHeader.LAST_MODIFIED, modified);
    headers.put("lastModified", Long.toString(file.lastModified())); // wire contract 2.6
    return modified;
  }

  /** True when the client has the content already. */
  static boolean isKnown(HttpFields request, String etag, String modified) {
    String known = request.get(HttpHeader.IF_NONE_MATCH);
    if (known == null) {
      return modified.equals(request.get(HttpHeader.IF_MODIFIED_SINCE));
    }
    for (String one : known.split(",", -1)) {
      String tag = one.trim();
      if (tag.equals("*") || (tag.startsWith("W/") ? tag.substring(2) : tag).equals(etag)) {
        return true;
      }
    }
    return false;
  }

  private static ByteRange wanted(HttpFields request, String etag, String modified, long size) {
    String range = request.get(HttpHeader.RANGE);
    String onlyIf = request.get(HttpHeader.IF_RANGE);
    if (range == null || (onlyIf != null && !onlyIf.equals(etag) && !onlyIf.equals(modified))) {
      return new ByteRange.Whole();
    }
    return ByteRange.of(range, size);
  }

  private static void stream(SeekableByteChannel content, long from, long length, Response response)
      throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    content.position(from);
    ByteBuffer piece = ByteBuffer.allocate((int) Math.max(1, Math.min(PIECE, length)));
    long left = length;
    do {
      piece.clear().limit((int) Math.min(piece.capacity(), left));
      while (piece.hasRemaining()) {
        if (content.read(piece) < 0) {
          throw new EOFException("A stored file is " + left + " bytes shorter than it was");
        }
      }
      left -= piece.position();
      Content.Sink.write(response, left == 0, piece.flip());
    } while (left > 0);
  }
}
