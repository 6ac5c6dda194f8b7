package io.limp.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The web console, from the class path, and the welcome at {@code /}. */
final class ConsoleFiles {
  private static final JsonAnswer WELCOME = JsonAnswer.of(200, "Welcome to LIMP!");

  /**
   * The console's own files and nothing else; it may talk to any server, since it is told which.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " connect-src 'self' ws: wss: http: https:; font-src 'self'; base-uri 'none';"
          + " frame-ancestors 'none'; form-action 'none'";

  /** What is not listed here is not served. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", JsonAnswer.TYPE),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"));

  /** No slash, no leading dot, so no way out of the folder. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  private final Supplier<Optional<String>> modules;

  /**
   * @param modules what {@code /console/modules.json} answers; empty: it is not there
   */
  ConsoleFiles(Supplier<Optional<String>> modules) {
    this.modules = modules;
  }

  /**
   * @param path none, or {@code console} and what follows
   */
  void handle(List<String> path, Request request, Response response, Callback callback) {
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      JsonAnswer.NOT_ALLOWED.allow(List.of("GET", "HEAD"), response).write(response, callback);
      return;
    }
    if (path.isEmpty()) {
      response.getHeaders().put(HttpHeader.VARY, "Accept");
      if (!prefersHtml(request.getHeaders())) {
        WELCOME.write(response, callback);
        return;
      }
    }
    Thread.startVirtualThread(
        () -> {
          try {
            answer(name(path), request, response, callback);
          } catch (RuntimeException e) {
            callback.failed(e);
          }
        });
  }

  private static String name(List<String> path) {
    String name = path.isEmpty() ? "" : String.join("/", path.subList(1, path.size()));
    boolean plain = path.stream().skip(1).allMatch(part -> NAME.matcher(part).matches());
    return name.isEmpty() ? "index.html" : plain ? name : "..";
  }

  private void answer(String name, Request request, Response response, Callback callback) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    Optional<byte[]> content = type == null ? Optional.empty() : content(name);
    if (content.isEmpty() || type == null) {
      JsonAnswer.NO_SUCH_PATH.write(response, callback);
      return;
    }
    byte[] bytes = content.get();
    HttpFields.Mutable headers = response.getHeaders();
    String etag = '"' + hash(bytes) + '"';
    headers.put(HttpHeader.ETAG, etag);
    headers.put(
        HttpHeader.CACHE_CONTROL, "no-cache"); // keep it, but ask: a new limpd has a new console
    headers.put("Content-Security-Policy", POLICY);
    headers.put("Referrer-Policy", "no-referrer");
    if (FileAnswer.isKnown(request.getHeaders(), etag, "")) {
      response.setStatus(304);
      callback.succeeded();
      return;
    }
    headers.put(HttpHeader.CONTENT_TYPE, type);
    response.setStatus(200);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  private Optional<byte[]> content(String name) {
    if (name.equals("modules.json")) {
      return modules.get().map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
    try (InputStream in = ConsoleFiles.class.getResourceAsStream("/console/" + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A browser that opens a page names text/html first; programs that take anything get JSON. */
  private static boolean prefersHtml(HttpFields headers) {
    for (String type : headers.getQualityCSV(HttpHeader.ACCEPT)) {
      String bare = type.split(";", 2)[0].trim();
      if (bare.equals("text/html") || bare.equals("application/xhtml+xml")) {
        return true;
      }
      if (bare.equals("application/json") || bare.equals("*/*")) {
        return false;
      }
    }
    return false;
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
