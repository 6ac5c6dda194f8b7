package io.limp.call;

import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.DecodeCall.Decoded;
import io.limp.call.Request.Origin;
import io.limp.call.Sessions.Live;
import io.limp.core.Session;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is said at level 1: the connection starts with the anonymous session, and only a good answer
 * to {@code session/auth} or {@code session/reauth} replaces it. Every frame is answered in its
 * turn.
 */
final class Level1Conversation implements LevelConversation {
  private final Supplier<CallPipeline> pipeline;
  private final Sessions sessions;
  private final Origin origin;
  private final Faults faults;

  /** Whose connection it is; written by the thread that answers, read by the network's. */
  private volatile Optional<Id> session = Optional.empty();

  Level1Conversation(
      Supplier<CallPipeline> pipeline, Sessions sessions, Origin origin, Faults faults) {
    this.pipeline = pipeline;
    this.sessions = sessions;
    this.origin = origin;
    this.faults = faults;
  }

  @Override
  public boolean signedIn() {
    return session.isPresent();
  }

  @Override
  public void closed() {
    session = Optional.empty();
  }

  @Override
  public Turn hear(Envelope envelope) {
    Object callId = envelope.callId();
    return new Turn.Alone(
        instead ->
            faults.answered(
                envelope.endpoint(),
                () -> answer(envelope, late -> instead.accept(WriteReply1.refusal(late, callId))),
                refusal -> WriteReply1.refusal(refusal, callId)));
  }

  private String answer(Envelope envelope, Consumer<Refusal> instead) {
    Optional<Live> live = session.flatMap(sessions::find);
    if (session.isPresent() && (live.isEmpty() || sessions.isExpired(live.get()))) {
      session = Optional.empty(); // signed out, expired or banned elsewhere: the next call obeys
      if (!DecodeCall.signsIn(envelope.frame())) {
        throw live.isEmpty() ? Codes.invalidSession() : Codes.sessionExpired();
      }
      live = Optional.empty();
    }
    Decoded call = DecodeCall.call(envelope, live, sessions.now());
    Request request =
        new Request(
            origin, Level.ONE, live.map(Live::id), call.endpoint(), call.query(), call.doc());
    Reply reply =
        faults
            .deadline()
            .run(Faults.name(call.endpoint()), () -> pipeline.get().run(request), instead);
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
