package io.limp.call;

import io.limp.api.MethodSpec.Reach;
import io.limp.call.Request.Origin;
import java.util.List;
import java.util.Optional;

/**
 * A call as it came in over HTTP.
 *
 * @param origin where it came from
 * @param reach GET or POST
 * @param path its parts, decoded
 * @param credential what says whose call it is; empty: the anonymous session's
 * @param body not read yet
 */
public record HttpCall(
    Origin origin, Reach reach, List<String> path, Optional<Credential> credential, HttpBody body) {
  /** A session, which its token proves. */
  public sealed interface Credential {
    String token();
  }

  /** {@code Authorization: Bearer <session id>:<token>}. */
  public record OfSession(String session, String token) implements Credential {}

  /** {@code X-Auth-Bearer}, which names the user, and {@code X-Auth-Token}. */
  public record OfUser(String user, String token) implements Credential {}
}
