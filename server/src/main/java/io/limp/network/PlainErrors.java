package io.limp.network;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty itself refuses, and what goes wrong in our handlers: the status and its name, and
 * nothing of what happened.
 */
final class PlainErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    AnswerHeaders.put(response.getHeaders());
    answer(response.getStatus()).write(response, callback);
    return true;
  }

  private static JsonAnswer answer(int status) {
    return status >= 500
        ? JsonAnswer.OUR_FAULT
        : JsonAnswer.of(status, "CORE_REQ_INVALID_REQUEST", HttpStatus.getMessage(status));
  }
}
