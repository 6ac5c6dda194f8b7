package io.limp.network;

import io.limp.api.Refusal;
import io.limp.call.HttpCall.Credential;
import io.limp.call.HttpCall.OfSession;
import io.limp.call.HttpCall.OfUser;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Whose request it is, by its headers. A credential that cannot be read is refused: it never means
 * "anonymous".
 */
final class Credentials {
  private static final String BEARER = "Bearer ";

  private Credentials() {}

  /**
   * What the request brings; empty: nothing.
   *
   * @throws Refusal 400 when it brings something else than it should
   */
  static Optional<Credential> of(HttpFields headers) {
    String authorization = headers.get(HttpHeader.AUTHORIZATION);
    if (authorization != null) {
      return Optional.of(session(authorization));
    }
    String user = headers.get("X-Auth-Bearer");
    String token = headers.get("X-Auth-Token");
    if (user == null && token == null) {
      return Optional.empty();
    }
    if (user == null || token == null) {
      throw Refusal.of(
          400,
          "CORE_REQ_INVALID_XAUTH",
          "One 'X-Auth' headers was set but not the other."); // the contract's own words
    }
    return Optional.of(new OfUser(user, token));
  }

  private static Credential session(String authorization) {
    int colon = authorization.indexOf(':');
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length()) || colon < 0) {
      throw Refusal.of(
          400,
          "CORE_REQ_INVALID_AUTHORIZATION",
          "The Authorization header is not 'Bearer <session id>:<token>'.");
    }
    return new OfSession(
        authorization.substring(BEARER.length(), colon).trim(),
        authorization.substring(colon + 1).trim());
  }
}
