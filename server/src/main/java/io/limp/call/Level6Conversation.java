package io.limp.call;

import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.DecodeCall6.Decoded;
import io.limp.call.Request.Origin;
import io.limp.call.Sessions.Live;
import io.limp.call.Uploads.Taken;
import io.limp.call.query.WireQuery;
import io.limp.core.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said at level 6, and for now at level 7 too: a handshake, then calls, each signed with
 * the token of the session that the connection has when the frame is heard.
 *
 * <p>Calls run side by side and are answered as they are done. Those that change whose connection
 * it is run alone: every frame before them is answered first, and the frames behind them are held
 * against the session that they leave. A call that runs while its session ends elsewhere is refused
 * if it has not begun.
 */
final class Level6Conversation implements LevelConversation {
  private static final List<String> SIGN_IN = List.of("session/auth", "session/reauth");
  private static final String SIGN_OUT = "session/signout";
  private static final String UPLOAD = "file/upload";

  private final Supplier<CallPipeline> pipeline;
  private final Sessions sessions;
  private final ClientRules rules;
  private final Uploads uploads;
  private final Origin origin;
  private final Faults faults;

  /** As the handshake found it; empty before. Touched by the thread that hears the frames. */
  private Optional<WriteReply6> verified = Optional.empty();

  /** Whose connection it is; written by the thread that hears the frames, read by the network's. */
  private volatile Optional<Id> session = Optional.empty();

  Level6Conversation(
      Supplier<CallPipeline> pipeline,
      Sessions sessions,
      ClientRules rules,
      Uploads uploads,
      Origin origin,
      Faults faults) {
    this.pipeline = pipeline;
    this.sessions = sessions;
    this.rules = rules;
    this.uploads = uploads;
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
    uploads.clear();
  }

  @Override
  public Turn hear(Envelope envelope) {
    // To know whose connection it is may take a look into the database, which may fail.
    return faults.answered(
        envelope.endpoint(),
        () -> heard(envelope),
        refusal -> new Turn.Answer(WriteReply6.refusal(refusal, envelope.callId())));
  }

  private Turn heard(Envelope envelope) {
    Object callId = envelope.frame().get("call_id");
    Decoded call;
    Optional<Live> live;
    try {
      live = live(envelope);
      call = DecodeCall6.call(envelope, live.map(Live::token).orElse(rules.anonToken()), sessions);
    } catch (Refusal refusal) {
      String answer = WriteReply6.refusal(refusal, callId);
      return verified.isEmpty() ? goodbye(answer) : new Turn.Answer(answer);
    }
    try {
      return verified.isEmpty() ? verify(call) : turn(call, live, verified.get());
    } catch (Refusal refusal) {
      return new Turn.Answer(WriteReply6.refusal(refusal, call.callId()));
    }
  }

  /**
   * The connection's session. One that was signed out, has expired or whose user was banned is told
   * once; then the connection is anonymous, as it is at once for a client that knows already.
   */
  private Optional<Live> live(Envelope envelope) {
    Optional<Live> live = session.flatMap(sessions::find);
    if (session.isEmpty() || (live.isPresent() && !sessions.isExpired(live.get()))) {
      return live;
    }
    session = Optional.empty();
    uploads.clear();
    if (envelope.signedWith(rules.anonToken()).isEmpty()) {
      throw live.isEmpty() ? Codes.invalidSession() : Codes.sessionExpired();
    }
    return Optional.empty();
  }

  private Turn verify(Decoded call) {
    try {
      if (!FirstFrame.VERIFY.equals(call.endpoint())) {
        throw call.endpoint() == null ? Codes.noEndpoint() : Codes.noVerify();
      }
      Handshake handshake = Handshake.of(call);
      if (!rules.allows(handshake.app(), origin.page())) {
        throw Codes.noVerify();
      }
      WriteReply6 writer = new WriteReply6(handshake.level());
      verified = Optional.of(writer);
      return new Turn.Answer(writer.said("CORE_CONN_OK", "Connection establised", call.callId()));
    } catch (Refusal refusal) {
      return goodbye(WriteReply6.refusal(refusal, call.callId()));
    }
  }

  private static Turn goodbye(String lastWords) {
    return new Turn.Goodbye(Optional.of(lastWords));
  }

  private Turn turn(Decoded call, Optional<Live> live, WriteReply6 writer) {
    if (call.endpoint() == null) {
      throw Codes.noEndpoint();
    }
    switch (call.endpoint()) {
      case "conn/close" -> {
        return new Turn.Goodbye(Optional.empty());
      }
      case "heart/beat" -> {
        return new Turn.Answer(
            writer.said("CORE_HEARTBEAT_OK", "Heartbeat received.", call.callId()));
      }
      default -> {}
    }
    String endpoint = call.endpoint().toLowerCase(Locale.ROOT);
    switch (endpoint) {
      case UPLOAD -> {
        return upload(call, writer);
      }
      case "watch/delete" -> {
        return unwatch(call, writer);
      }
      default -> {}
    }
    boolean signsIn = SIGN_IN.contains(endpoint);
    boolean signsOut = endpoint.equals(SIGN_OUT);
    if (signsIn && live.isPresent()) {
      throw Codes.alreadyAuthed();
    }
    if (signsOut && live.isEmpty()) {
      throw Codes.anonSignout();
    }
    WireQuery query = call.query();
    Taken taken = uploads.takenBy(endpoint, call.doc(), sessions.now());
    Request request =
        new Request(origin, writer.level(), live.map(Live::id), endpoint, query, taken.doc());
    return signsIn || signsOut
        ? new Turn.Alone(instead -> answer(request, taken, call.callId(), writer, true, instead))
        : new Turn.Beside(instead -> answer(request, taken, call.callId(), writer, false, instead));
  }

  private String answer(
      Request request,
      Taken taken,
      @Nullable Object callId,
      WriteReply6 writer,
      boolean switching,
      Consumer<String> instead) {
    return faults.answered(
        request.endpoint(),
        () -> {
          try (taken) {
            Reply reply =
                faults
                    .deadline()
                    .run(
                        Faults.name(request.endpoint()),
                        () -> pipeline.get().run(request),
                        late -> instead.accept(WriteReply6.refusal(late, callId)));
            if (switching) {
              switchSession(reply);
            }
            return writer.reply(reply, callId);
          }
        },
        refusal -> WriteReply6.refusal(refusal, callId));
  }

  /** Taken in as it is heard, so that the calls behind it find it. */
  private Turn upload(Decoded call, WriteReply6 writer) {
    call.query(); // which also sees to it that there is a sid
    return new Turn.Answer(
        faults.answered(
            UPLOAD,
            () ->
                writer.said(
                    uploads.take(call.doc(), sessions.now())
                        ? "Last chunk accepted"
                        : "Chunk accepted",
                    new LinkedHashMap<>(),
                    call.callId()),
            refusal -> WriteReply6.refusal(refusal, call.callId())));
  }

  /** There are no live queries yet: none is known by whatever name it is asked for. */
  private static Turn unwatch(Decoded call, WriteReply6 writer) {
    if (!"__all".equals(call.query().given("watch"))) {
      throw Codes.invalidWatch();
    }
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("watch", List.of());
    return new Turn.Answer(writer.said("All watch tasks deleted.", args, call.callId()));
  }

  private void switchSession(Reply reply) {
    if (reply instanceof Reply.SignedIn signedIn) {
      session = Optional.of(signedIn.session().get(Session.ID));
    } else if (reply instanceof Reply.SignedOut signedOut
        && session.equals(Optional.of(signedOut.session()))) {
      session = Optional.empty();
      uploads.clear();
    }
  }

  /**
   * What a client says of itself in {@code conn/verify}.
   *
   * @param app the id of the app; empty when it does not say
   */
  private record Handshake(String app, Level level) {
    static Handshake of(Decoded call) {
      Map<String, @Nullable Object> doc = call.doc();
      Object level = doc.getOrDefault("level", 6L);
      if (!Long.valueOf(6).equals(level) && !Long.valueOf(7).equals(level)) {
        throw Refusal.of(
            400, "CORE_CONN_INVALID_LEVEL", "'level' must be 6 or 7, not %s.", Json.shown(level));
      }
      Object reply = doc.getOrDefault("reply", "plain");
      if (!"plain".equals(reply)) {
        throw Refusal.of(
            400,
            "CORE_CONN_INVALID_REPLY",
            "Replies are served \"plain\" only, not %s.",
            Json.shown(reply));
      }
      return new Handshake(
          doc.get("app") instanceof String app ? app : "",
          Long.valueOf(7).equals(level) ? Level.SEVEN : Level.SIX);
    }
  }
}
