package io.limp.network;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Puts on every answer what the wire contract (1.9) demands of all, and forbids browsers to guess
 * types.
 */
final class AnswerHeaders extends Handler.Wrapper {
  private static final HttpField[] ALWAYS = {
    new PreEncodedHttpField(HttpHeader.SERVER, "limpd"),
    new PreEncodedHttpField("Powered-By", "Masaar, https://masaar.com"),
    new PreEncodedHttpField(
        "Access-Control-Allow-Origin", "*"), // no credential is ambient: docs/decisions/0003
    new PreEncodedHttpField("Access-Control-Allow-Methods", "GET,POST"),
    new PreEncodedHttpField("Access-Control-Allow-Headers", "Content-Type"),
    new PreEncodedHttpField("Access-Control-Expose-Headers", "Content-Disposition"),
    new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
  };

  AnswerHeaders(Handler handler) {
    super(handler);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    put(response.getHeaders());
    return super.handle(request, response, callback);
  }

  static void put(HttpFields.Mutable headers) {
    for (HttpField field : ALWAYS) {
      headers.put(field);
    }
  }
}
