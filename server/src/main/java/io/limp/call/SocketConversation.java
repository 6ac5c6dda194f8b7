package io.limp.call;

import io.limp.api.Id;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.DecodeCall.Decoded;
import io.limp.call.Request.Origin;
import io.limp.call.Sessions.Live;
import io.limp.core.Session;
import io.limp.data.DataUnavailable;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One websocket connection at level 1: it starts with the anonymous session, and only a good answer
 * to {@code session/auth} or {@code session/reauth} replaces it. Every frame gets one answer.
 */
public final class SocketConversation implements Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(SocketConversation.class);

  /** Greets clients of every level; those of level 1 take any JSON. */
  private static final String GREETING =
      "{\"status\":200,\"msg\":\"Connection ready\",\"args\":{\"code\":\"CORE_CONN_READY\"}}";

  private final CallPipeline pipeline;
  private final Sessions sessions;
  private final Origin origin;
  private final boolean debug;

  /** Whose connection it is; written by the thread that answers, read by the network's. */
  private volatile Optional<Id> session = Optional.empty();

  /**
   * @param debug true: an answer to our own fault says what it was
   */
  public SocketConversation(
      CallPipeline pipeline, Sessions sessions, Origin origin, boolean debug) {
    this.pipeline = pipeline;
    this.sessions = sessions;
    this.origin = origin;
    this.debug = debug;
  }

  @Override
  public String greeting() {
    return GREETING;
  }

  @Override
  public boolean signedIn() {
    return session.isPresent();
  }

  @Override
  public String tooLarge(long limit) {
    return WriteReply1.refusal(Codes.frameTooLarge(limit), null);
  }

  @Override
  public void closed() {
    session = Optional.empty();
  }

  @Override
  public String answer(String frame) {
    Envelope envelope;
    try {
      envelope = Envelope.open(frame);
    } catch (Refusal refusal) {
      return WriteReply1.refusal(refusal, null);
    }
    Object callId = envelope.callId();
    try {
      return answer(envelope);
    } catch (Refusal refusal) {
      return WriteReply1.refusal(refusal, callId);
    } catch (DataUnavailable e) {
      LOG.warn("{}", e.getMessage());
      return WriteReply1.refusal(Codes.dataUnavailable(), callId);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("A call failed: {}", envelope.endpoint(), e);
      return WriteReply1.refusal(Codes.fault(e, debug), callId);
    }
  }

  private String answer(Envelope envelope) {
    Optional<Live> live = session.flatMap(sessions::find);
    if (session.isPresent() && (live.isEmpty() || sessions.isExpired(live.get()))) {
      session = Optional.empty(); // signed out, expired or banned elsewhere: the next call obeys
      if (!DecodeCall.signsIn(envelope.frame())) {
        throw live.isEmpty() ? Codes.invalidSession() : Codes.sessionExpired();
      }
      live = Optional.empty();
    }
    Decoded call = DecodeCall.call(envelope, live, sessions.now());
    Reply reply =
        pipeline.run(
            new Request(origin, live.map(Live::id), call.endpoint(), call.query(), call.doc()));
    switchSession(reply);
    return WriteReply1.reply(reply, call.callId());
  }

  private void switchSession(Reply reply) {
    if (reply instanceof Reply.SignedIn signedIn) {
      session = Optional.of(signedIn.session().get(Session.ID));
    } else if (reply instanceof Reply.SignedOut signedOut
        && session.equals(Optional.of(signedOut.session()))) {
      session = Optional.empty();
    }
  }
}
