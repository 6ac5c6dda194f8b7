package io.limp.golden;

import io.limp.golden.Corrections.Correction;
import io.limp.golden.Corrections.HttpCorrection;
import io.limp.golden.Recording.Close;
import io.limp.golden.Recording.Closed;
import io.limp.golden.Recording.HttpAnswer;
import io.limp.golden.Recording.Open;
import io.limp.golden.Recording.Requested;
import io.limp.golden.Recording.Sent;
import io.limp.testing.Answer;
import io.limp.testing.Jwt;
import io.limp.testing.SocketClient;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says to a live server what was said to the recorded one, frame by frame, and holds the answers
 * against each other. Tokens are signed anew with the live session's key where they were signed
 * with the recorded one's, and stay bad where they were bad.
 */
final class Replay {
  static final String USER_AGENT = "Python/3.11 aiohttp/3.8.4";

  private static final Map<String, String> HEADERS = Map.of("User-Agent", USER_AGENT);
  private static final String ANON_USER = "f00000000000000000000011";

  private static final Pattern REFUSED_VALUES = Pattern.compile("_INVALID_(ATTR|QUERY|DOC)$");

  /** Headers that say when and how, not what. */
  private static final Set<String> NOT_COMPARED = Set.of("date", "connection", "content-length");

  private final TestApp app;
  private final LiveValues values;
  private final Manner manner;
  private final Map<String, SocketClient> clients = new LinkedHashMap<>();
  private final List<String> differences = new ArrayList<>();

  /** How the recorded clients spoke. */
  enum Manner {
    LEVEL_1,

    /**
     * Every connection signs in as the administrator first, whose privileges the anonymous session
     * had in the original, and signs what was sent plainly.
     */
    LEVEL_1_AS_ADMIN,
    LEVEL_6
  }

  Replay(TestApp app, LiveValues values, Manner manner) {
    this.app = app;
    this.values = values;
    this.manner = manner;
  }

  /** What differs from the recording, corrections considered. */
  List<String> run(Recording recording, Corrections corrections) {
    double recordedStart = recordedStart(recording);
    List<Recording.Step> steps = recording.steps();
    for (int i = 0; i < steps.size(); i++) {
      int next = i + 1;
      switch (steps.get(i)) {
        case Open open -> open(open);
        case Close close -> clients.remove(close.conn()).close();
        case Closed closed -> awaitClose(closed);
        case Sent sent when isClosedBy(sent, steps, next) -> say(sent, recordedStart);
        case Sent sent -> exchange(sent, recordedStart, corrections);
        case Requested requested -> request(requested, corrections);
      }
    }
    clients.values().forEach(SocketClient::close);
    differences.addAll(corrections.unused());
    return differences;
  }

  /** True when the recorded server answered by closing. */
  private static boolean isClosedBy(Sent sent, List<Recording.Step> steps, int next) {
    return sent.answers().isEmpty()
        && next < steps.size()
        && steps.get(next) instanceof Closed(String conn, int code)
        && conn.equals(sent.conn());
  }

  private void say(Sent sent, double recordedStart) {
    SocketClient client = clients.get(sent.conn());
    client.send(live(sent, client, recordedStart));
  }

  private void awaitClose(Closed closed) {
    int code = clients.remove(closed.conn()).awaitClose();
    if (code != closed.code()) {
      differences.add(closed.conn() + " was closed with " + code + ", expected " + closed.code());
    }
  }

  /** When the recording began: tokens were signed at that second, or up to one later. */
  private static double recordedStart(Recording recording) {
    return recording.steps().stream()
        .filter(Sent.class::isInstance)
        .map(Sent.class::cast)
        .filter(sent -> sent.payload().isPresent())
        .mapToDouble(sent -> seconds(sent, "iat") - sent.at())
        .min()
        .orElse(0);
  }

  private static double seconds(Sent sent, String name) {
    return ((Number) Objects.requireNonNull(sent.payload().orElseThrow().get(name))).doubleValue();
  }

  private void open(Open open) {
    SocketClient client = manner == Manner.LEVEL_6 ? app.unverified6(HEADERS) : app.client(HEADERS);
    // 0.1: every connection is greeted at level 6; old clients take any JSON.
    Map<String, @Nullable Object> greeting =
        Corrections.frame(200, "Connection ready", Wire.doc("code", "CORE_CONN_READY"));
    for (String difference : values.differences(greeting, client.greeting().frame())) {
      differences.add("greeting: " + difference);
    }
    if (manner == Manner.LEVEL_1_AS_ADMIN && client instanceof TestClient admin) {
      admin.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
    }
    clients.put(open.conn(), client);
  }

  private void exchange(Sent sent, double recordedStart, Corrections corrections) {
    SocketClient client = clients.get(sent.conn());
    if (sent.sent().isEmpty()) {
      client.sendBinary(sent.binary());
      return; // an answer would be taken for the next frame's
    }
    Map<String, @Nullable Object> answer = answer(sent, client, recordedStart, corrections);

    List<String> fromRecorded =
        sent.answers().size() == 1
            ? values.differences(known(sent.answer()), answer)
            : List.of("the original answered " + sent.answers().size() + " times");
    Optional<Correction> correction = corrections.of(sent);
    if (correction.isPresent() && !fromRecorded.isEmpty()) {
      corrections.occurred(sent.label());
    }
    if (correction.isEmpty() && sent.answers().isEmpty()) {
      differences.add("'" + sent.label() + "' was not answered; this server said " + answer);
      return;
    }
    Map<String, @Nullable Object> right =
        correction.map(found -> found.right().apply(sent)).orElseGet(sent::answer);
    String demand = correction.map(found -> " (" + found.demandedBy() + ")").orElse("");
    for (String difference : values.learnFrom(known(right), answer)) {
      differences.add("'" + sent.label() + "'" + demand + ": " + difference);
    }
  }

  private Map<String, @Nullable Object> answer(
      Sent sent, SocketClient client, double recordedStart, Corrections corrections) {
    if (corrections.isAside(sent)) {
      try (TestClient6 other = app.unverified6(HEADERS).verify()) {
        Answer answer = other.exchange(live(sent, other, recordedStart));
        if (answer.args().containsKey("session")) {
          other.adopt(answer);
          other.signOut().expect(200);
        }
        return answer.frame();
      }
    }
    return withoutTheValue(client.exchange(live(sent, client, recordedStart)).frame());
  }

  /**
   * The refusal of a value says more than it did: which one, and what it should have been. The old
   * clients do not look there; the rest of the answer is held to the recording.
   */
  private static Map<String, @Nullable Object> withoutTheValue(
      Map<String, @Nullable Object> frame) {
    if (!(frame.get("args") instanceof Map<?, ?> args)
        || !REFUSED_VALUES.matcher(String.valueOf(args.get("code"))).find()) {
      return frame;
    }
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    args.forEach((key, value) -> rest.put((String) key, value));
    rest.keySet().removeAll(List.of("attr", "type", "value"));
    Map<String, @Nullable Object> same = new LinkedHashMap<>(frame);
    same.put("args", rest);
    return same;
  }

  /** An answer of the recording, corrected in what is demanded of every one. */
  @SuppressWarnings("unchecked") // an object stays one
  private Map<String, @Nullable Object> known(Map<String, @Nullable Object> recorded) {
    return (Map<String, @Nullable Object>)
        Objects.requireNonNull(
            manner == Manner.LEVEL_6
                ? Level6Corrections.everywhere(recorded)
                : withoutAnonymousPrivileges(recorded));
  }

  /** 6, first row: the anonymous user has the privileges of {@code anon_privileges}, here none. */
  private static @Nullable Object withoutAnonymousPrivileges(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, member) -> copy.put((String) key, withoutAnonymousPrivileges(member)));
        if (ANON_USER.equals(copy.get("_id")) && copy.containsKey("privileges")) {
          copy.put("privileges", Map.of());
        }
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(member -> copy.add(withoutAnonymousPrivileges(member)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  private String live(Sent sent, SocketClient client, double recordedStart) {
    String recorded = sent.sent().orElseThrow();
    Optional<Map<String, @Nullable Object>> call = sent.call();
    if (sent.payload().isPresent()) {
      return signedAnew(sent, recorded, recordedStart);
    }
    if (call.isEmpty()) {
      return recorded;
    }
    boolean isToken = call.get().containsKey("token") && call.get().size() == 1;
    if (manner == Manner.LEVEL_1_AS_ADMIN && !isToken && client instanceof TestClient admin) {
      return Wire.write(
          Wire.doc("token", Jwt.sign(admin.dated(call.get()), admin.session().token())));
    }
    return Wire.write(values.live(call.get()));
  }

  private String signedAnew(Sent sent, String recorded, double recordedStart) {
    String token = (String) Objects.requireNonNull(Wire.object(recorded).get("token"));
    String key =
        values.tokens().entrySet().stream()
            .filter(known -> Jwt.isSignedWith(token, known.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("a wrong key");
    Map<String, @Nullable Object> payload =
        Wire.object(Wire.write(values.live(sent.payload().orElseThrow())));
    long sentAt = Math.round(recordedStart + sent.at());
    long ahead = Math.round(seconds(sent, "iat")) - sentAt;
    long lifetime = Math.round(seconds(sent, "exp") - seconds(sent, "iat"));
    long iat = Instant.now().getEpochSecond() + ahead;
    payload.put("iat", iat);
    payload.put("exp", iat + lifetime);
    Map<String, @Nullable Object> frame = Wire.object(recorded);
    frame.put("token", Jwt.sign(payload, key));
    return Wire.write(frame);
  }

  private void request(Requested requested, Corrections corrections) {
    HttpResponse<byte[]> response =
        app.http(
            requested.method(),
            values.liveText(requested.path()),
            liveHeaders(requested),
            requested.body().getBytes(StandardCharsets.UTF_8));
    List<String> fromRecorded =
        requested
            .answer()
            .map(answer -> httpDifferences(answer, response))
            .orElse(List.of("the original broke the connection off"));
    Optional<HttpCorrection> correction = corrections.ofHttp(requested.label());
    if (correction.isPresent() && !fromRecorded.isEmpty()) {
      corrections.occurred(requested.label());
    }
    List<String> left =
        correction.map(found -> httpDifferences(found, response)).orElse(fromRecorded);
    left.forEach(each -> differences.add("'" + requested.label() + "': " + each));
  }

  private Map<String, String> liveHeaders(Requested requested) {
    Map<String, String> live = new LinkedHashMap<>();
    requested
        .headers()
        .forEach((name, value) -> live.put(name, String.valueOf(values.live(value))));
    return live;
  }

  private List<String> httpDifferences(HttpAnswer recorded, HttpResponse<byte[]> response) {
    List<String> found = new ArrayList<>();
    if (recorded.status() != response.statusCode()) {
      found.add("expected status " + recorded.status() + ", answered " + response.statusCode());
    }
    for (List<String> header : recorded.headers()) {
      String name = header.get(0);
      if (!NOT_COMPARED.contains(name.toLowerCase(Locale.ROOT))) {
        String answered = response.headers().firstValue(name).orElse("nothing");
        boolean same =
            switch (name) {
              case "Expires" -> isInThirtyDays(answered);
              case "Access-Control-Allow-Methods" -> answered.equals("GET,POST"); // 2.7
              default -> header.get(1).equals(answered);
            };
        if (!same) {
          found.add(name + ": expected " + header.get(1) + ", answered " + answered);
        }
      }
    }
    Optional<Map<String, @Nullable Object>> json = json(recorded.body());
    Optional<Map<String, @Nullable Object>> answer = json(response.body());
    if (json.isPresent() && answer.isPresent()) {
      found.addAll(values.differences(known(json.get()), withoutTheValue(answer.get())));
    } else if (!Arrays.equals(recorded.body(), response.body())) {
      found.add(
          "body: expected "
              + new String(recorded.body(), StandardCharsets.UTF_8)
              + ", answered "
              + new String(response.body(), StandardCharsets.UTF_8));
    }
    return found;
  }

  private static Optional<Map<String, @Nullable Object>> json(byte[] body) {
    try {
      return Optional.of(Wire.object(new String(body, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a text or bytes
    }
  }

  private static boolean isInThirtyDays(String date) {
    if (date.equals("nothing")) {
      return false;
    }
    ZonedDateTime expires = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
    ZonedDateTime inThirtyDays = ZonedDateTime.now(expires.getZone()).plusDays(30);
    return expires.isAfter(inThirtyDays.minusHours(1))
        && expires.isBefore(inThirtyDays.plusHours(1));
  }

  private static List<String> httpDifferences(HttpCorrection right, HttpResponse<byte[]> response) {
    List<String> found = new ArrayList<>();
    if (right.status() != response.statusCode()) {
      found.add("expected status " + right.status() + ", answered " + response.statusCode());
    }
    String contentType = response.headers().firstValue("Content-Type").orElse("");
    if (!contentType.equals(right.contentType())) {
      found.add("expected content type " + right.contentType() + ", answered " + contentType);
    }
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (!right.body().test(body)) {
      found.add("an unexpected body: " + body);
    }
    return found;
  }
}
