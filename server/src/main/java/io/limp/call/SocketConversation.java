package io.limp.call;

import io.limp.api.Level;
import io.limp.api.Refusal;
import io.limp.call.Request.Origin;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One websocket connection. It is greeted in a way that clients of every level take; the first
 * frame that is a JSON object shows which level it speaks from then on.
 */
public final class SocketConversation implements Conversation {
  private static final String GREETING =
      "{\"status\":200,\"msg\":\"Connection ready\",\"args\":{\"code\":\"CORE_CONN_READY\"}}";

  private final Supplier<CallPipeline> pipeline;
  private final Sessions sessions;
  private final ClientRules rules;
  private final UploadRoom uploadRoom;
  private final Origin origin;
  private final Faults faults;

  /** Written by the thread that hears the frames, read by the network's. */
  private volatile Optional<LevelConversation> spoken = Optional.empty();

  /**
   * @param pipeline asked for each call: after a reload it is another one
   * @param faults sees to it that a call which fails is answered too
   */
  public SocketConversation(
      Supplier<CallPipeline> pipeline,
      Sessions sessions,
      ClientRules rules,
      UploadRoom uploadRoom,
      Origin origin,
      Faults faults) {
    this.pipeline = pipeline;
    this.sessions = sessions;
    this.rules = rules;
    this.uploadRoom = uploadRoom;
    this.origin = origin;
    this.faults = faults;
  }

  @Override
  public String greeting() {
    return GREETING;
  }

  @Override
  public boolean signedIn() {
    return spoken.map(LevelConversation::signedIn).orElse(false);
  }

  @Override
  public String tooLarge(long limit) {
    return WriteReply1.refusal(Codes.frameTooLarge(limit), null);
  }

  @Override
  public void closed() {
    spoken.ifPresent(LevelConversation::closed);
  }

  @Override
  public Turn hear(String frame) {
    Envelope envelope;
    try {
      envelope = Envelope.open(frame);
    } catch (Refusal refusal) {
      return new Turn.Answer(WriteReply1.refusal(refusal, null));
    }
    if (spoken.isEmpty()) {
      if (FirstFrame.level(envelope) == Level.ONE && !rules.allowsLevel1()) {
        return new Turn.Goodbye(
            Optional.of(WriteReply1.refusal(Codes.noVerify(), envelope.callId())));
      }
      spoken = Optional.of(speak(FirstFrame.level(envelope)));
    }
    return spoken.orElseThrow().hear(envelope);
  }

  private LevelConversation speak(Level level) {
    return level == Level.ONE
        ? new Level1Conversation(pipeline, sessions, origin, faults)
        : new Level6Conversation(
            pipeline, sessions, rules, uploadRoom.ofConnection(), origin, faults);
  }
}
