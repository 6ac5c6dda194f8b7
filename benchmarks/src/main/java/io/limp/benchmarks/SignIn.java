package io.limp.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Signs in over a connection, at level 1. */
final class SignIn {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EMAIL = "ADMIN@LIMP.MASAAR.COM";
  private static final String ANON = "f00000000000000000000012";

  private SignIn() {}

  record Session(String id, String token) {}

  /** A new session of the administrator in a fresh database. */
  static Session asAdmin(Peer peer) throws IOException {
    String hash = SignedCalls.base64("{\"password\":\"__ADMIN\",\"email\":\"" + EMAIL + "\"}");
    return session(
        peer,
        """
        {"endpoint":"session/auth","sid":"%s","token":"__ANON","query":{},\
        "doc":{"hash":"%s","email":"%s"},"call_id":"auth"}\
        """
            .formatted(ANON, hash, EMAIL));
  }

  /** Takes up a session on another connection. */
  static Session again(Peer peer, Session session) throws IOException {
    Session same =
        session(
            peer,
            """
            {"endpoint":"session/reauth","sid":"%s","token":"__ANON",\
            "query":{"_id":{"val":"%s"}},"doc":{},"call_id":"reauth"}\
            """
                .formatted(ANON, session.id()));
    if (!same.equals(session)) {
      throw new IllegalStateException("Another session: " + same.id());
    }
    return same;
  }

  /** Calls once and gives the answer. */
  static JsonNode call(Peer peer, String frame) throws IOException {
    peer.say(frame);
    return JSON.readTree(peer.hear());
  }

  private static Session session(Peer peer, String frame) throws IOException {
    JsonNode answer = call(peer, frame);
    if (answer.path("status").asInt() != 200) {
      throw new IllegalStateException("Not signed in: " + answer);
    }
    JsonNode doc = answer.path("args").path("docs").path(0);
    return new Session(doc.path("_id").asText(), doc.path("token").asText());
  }
}
