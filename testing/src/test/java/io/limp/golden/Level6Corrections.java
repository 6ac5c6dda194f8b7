package io.limp.golden;

import static io.limp.golden.Corrections.argsOf;
import static io.limp.golden.Corrections.docsOf;
import static io.limp.golden.Corrections.found;
import static io.limp.golden.Corrections.frame;
import static io.limp.golden.Corrections.refused;
import static io.limp.golden.Corrections.with;
import static io.limp.golden.Corrections.withArgs;

import io.limp.golden.Recording.Sent;
import io.limp.testing.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What this server answers otherwise than the original of level 6: the label in the recording, the
 * clause of the wire contract that demands it ({@code 5.n}: the original's bug of that number;
 * {@code 6}: the table of what is done instead), and the right answer.
 */
final class Level6Corrections {
  private static final String INVALID_FRAME = "CORE_REQ_INVALID_FRAME";
  private static final String EVERY_FRAME = "6: every frame gets exactly one answer";
  private static final String MALFORMED = "6: 400 for malformed input, with the call_id (5.3)";
  private static final String WORKS = "6: works at both levels";
  private static final String TEXTS = "head of the contract: texts are for people";
  private static final String SETS =
      TEXTS + "; here without the sets that differ by an optional argument alone";
  private static final String FIRST_GROUP = "1.4: the first group belongs to ADMIN";

  private static final List<String> SYSTEM_USERS =
      List.of("f00000000000000000000010", "f00000000000000000000011");

  private Level6Corrections() {}

  static Corrections of(Recording recording) {
    return switch (recording.name()) {
      case "01_handshake" -> handshake(recording);
      case "02_session" -> session(recording);
      case "03_query" -> query(recording);
      case "04_crud" -> crud(recording);
      case "05_files_http" -> Level6HttpCorrections.of(recording);
      default -> throw new IllegalArgumentException(recording.name());
    };
  }

  private static Corrections handshake(Recording recording) {
    return new Corrections(recording)
        .rows(
            List.of(
                "malformed JSON before conn/verify",
                "malformed JSON after init",
                "empty frame",
                "JSON array",
                "JSON number"),
            "6: a frame that is no JSON gets 400 CORE_REQ_INVALID_FRAME (5.3)",
            sent -> refusal(400, INVALID_FRAME, null))
        .rows(List.of("no sid", "doc null"), MALFORMED, refused(400, INVALID_FRAME))
        .row(
            "no call_id in payload",
            EVERY_FRAME + " (5.3)",
            sent -> found(noCallId(sent), 0, List.of()))
        .row("query as object with attr", EVERY_FRAME + " (5.2)", refused(400, INVALID_FRAME))
        .row(
            "method raises",
            "6: 500 only for our own faults, without detail",
            refused(500, "CORE_SERVER_ERROR", "Unexpected error has occured."))
        .row("watch/delete without query", MALFORMED, refused(400, "CORE_WATCH_INVALID_WATCH"));
  }

  private static Corrections session(Recording recording) {
    return new Corrections(recording)
        .aside(
            "auth 5.0 hash",
            "6: the password is taken out of the client's hash (5.17)",
            Level6Corrections::signedIn)
        .sentences(SETS, "auth missing hash", "auth missing attr", "auth empty")
        .sentences(SETS, "auth email not a string", "reauth missing args", "reauth malformed _id")
        .row(
            "auth invalid email",
            "1.5: whatever nobody is called by is a wrong credential, at every level",
            refused(403, "CORE_SESSION_INVALID_CREDS", "Wrong auth credentials."))
        .row(
            "session/read own",
            "4.2: no token is read again",
            sent -> {
              List<Map<String, @Nullable Object>> docs = docsOf(sent);
              docs.getFirst().remove("token");
              Map<String, @Nullable Object> user = Wire.object(docs.getFirst().get("user"), "user");
              user.remove("settings");
              return found(sent, 1, docs);
            })
        .row("group/read", FIRST_GROUP, Level6Corrections::groupOfAdmin)
        .row(
            "first connection still authed",
            "6: signout reaches other connections at once (5.11)",
            refused(403, "CORE_SESSION_INVALID_SESSION", "Session is invalid."));
  }

  private static Corrections query(Recording recording) {
    Corrections corrections = new Corrections(recording);
    return corrections
        .rows(
            List.of(
                "num $gt None",
                "num $in []",
                "num $bet [1]",
                "num $nosuch 1",
                "$regex not str",
                "$regex invalid",
                "$limit string"),
            EVERY_FRAME + ", and 400 for malformed input (5.2, 5.16)",
            refused(400, "SPIKE_NOTE_INVALID_QUERY"))
        .row(
            "$regex",
            "2.5: $regex, whatever the case of the letters",
            sent -> notes(corrections, sent, Level6Corrections::isAlpha))
        .row(
            "$search (unsupported by stand-in)",
            WORKS,
            sent -> notes(corrections, sent, Level6Corrections::isAlpha))
        .row(
            "$geo_near (unsupported by stand-in)",
            WORKS,
            sent -> found(sent, 6, corrections.docs("[]", note -> true).reversed()))
        .row(
            "$group (bucketAuto; unsupported by stand-in)",
            WORKS,
            sent ->
                withArgs(
                    notes(corrections, sent, note -> true),
                    Wire.doc("groups", Wire.doc("num", List.of(bucket(0, 20), bucket(30, 50))))))
        .row(
            "_id list",
            "5.4: a list of ids matches",
            sent ->
                notes(
                    corrections,
                    sent,
                    note -> List.of("Alpha", "Gamma").contains(note.get("title"))))
        .row(
            "num $all [10]",
            "2.5: $all of one value",
            sent -> notes(corrections, sent, note -> Long.valueOf(10).equals(note.get("num"))))
        .row(
            "id list attr",
            "5.4: ids in lists match",
            sent -> {
              List<Map<String, @Nullable Object>> all = corrections.docs("[]", note -> true);
              return found(sent, all.size(), all.subList(0, 1));
            })
        .row(
            "access attr",
            "2.5: a dotted path, also into an access",
            sent ->
                notes(
                    corrections,
                    sent,
                    note -> Boolean.TRUE.equals(Wire.object(note.get("acc"), "acc").get("anon"))));
  }

  private static Corrections crud(Recording recording) {
    String own = "1.8: users read and change their own entry, at every level";
    return new Corrections(recording)
        .sentences(TEXTS, "user create duplicate", "user update duplicate email")
        .sentences(TEXTS, "user create empty", "setting create duplicate")
        .sentences(SETS, "add_group malformed", "add_group missing")
        .row(
            "setting create missing val",
            "5.9: the missing attribute is named",
            refused(
                400,
                "CORE_SETTING_MISSING_ATTR",
                "Missing attr 'val' for 'create' request on module 'CORE_SETTING'."))
        .row("group read", FIRST_GROUP, Level6Corrections::groupOfAdmin)
        .row(
            "item create $soft",
            "5.7: the whole document is the answer",
            sent ->
                frame(
                    200,
                    "Created 1 docs.",
                    Wire.doc(
                        "total", 1L,
                        "count", 1L,
                        "docs", List.of(softItem()),
                        "groups", Map.of(),
                        "call_id", sent.callId())))
        .row(
            "diff read",
            "2.10: every update of a note is told, those by operators too; settings keep no"
                + " history",
            Level6Corrections::changesOfTheNote)
        .row("setting read var+type", "1.8: a setting shows its user", Level6Corrections::ofAdmin)
        .row(
            "joe user/read",
            own,
            sent -> {
              Map<String, @Nullable Object> joe =
                  Wire.object(
                      Wire.object(argsOf(recording.sent("auth as joe")).get("session"), "session")
                          .get("user"),
                      "user");
              joe.put("privileges", Map.of());
              return found(sent, 1, List.of(joe));
            })
        .row(
            "joe user/update self",
            own,
            sent ->
                frame(
                    200,
                    "Updated 1 docs.",
                    Wire.doc(
                        "count",
                        1L,
                        "docs",
                        List.of(Wire.doc("_id", idOfJoe(recording))),
                        "call_id",
                        sent.callId())));
  }

  private static Map<String, @Nullable Object> refusal(
      int status, String code, @Nullable Object callId) {
    return frame(status, LiveValues.ANY_SENTENCE, Wire.doc("code", code, "call_id", callId));
  }

  /** The same frame, which never had a call id. */
  private static Sent noCallId(Sent sent) {
    return new Sent(
        sent.label(),
        sent.conn(),
        sent.at(),
        Optional.of("{}"),
        sent.binary(),
        Optional.of(Wire.doc()),
        List.of());
  }

  private static Map<String, @Nullable Object> signedIn(Sent sent) {
    return frame(
        200,
        "You were successfully authed.",
        Wire.doc("session", LiveValues.ANYTHING, "call_id", sent.callId()));
  }

  private static Map<String, @Nullable Object> notes(
      Corrections corrections, Sent sent, Predicate<Map<String, @Nullable Object>> which) {
    List<Map<String, @Nullable Object>> docs = corrections.docs("[]", which);
    return found(sent, docs.size(), docs);
  }

  private static boolean isAlpha(Map<String, @Nullable Object> note) {
    return String.valueOf(note.get("title")).toLowerCase(Locale.ROOT).startsWith("alpha");
  }

  private static Map<String, @Nullable Object> bucket(long min, long max) {
    return Wire.doc("min", min, "max", max, "count", 3L);
  }

  private static Map<String, @Nullable Object> groupOfAdmin(Sent sent) {
    List<Map<String, @Nullable Object>> docs = docsOf(sent);
    docs.stream()
        .filter(doc -> "f00000000000000000000013".equals(doc.get("_id")))
        .forEach(doc -> doc.put("user", SYSTEM_USERS.getFirst()));
    return with(sent, Wire.doc("docs", docs));
  }

  private static Map<String, @Nullable Object> ofAdmin(Sent sent) {
    List<Map<String, @Nullable Object>> docs = docsOf(sent);
    Map<String, @Nullable Object> admin =
        Wire.doc(
            "_id", SYSTEM_USERS.getFirst(),
            "name", Wire.locales("__ADMIN"),
            "email", "ADMIN@LIMP.MASAAR.COM");
    docs.forEach(doc -> doc.put("user", admin));
    return with(sent, Wire.doc("docs", docs));
  }

  /** The recorded change, under the ones that the original did not write down. */
  private static Map<String, @Nullable Object> changesOfTheNote(Sent sent) {
    Map<String, @Nullable Object> recorded = docsOf(sent).getFirst();
    recorded.put("_id", LiveValues.ANYTHING);
    List<Map<String, @Nullable Object>> docs = new ArrayList<>();
    for (Map<String, Object> vars :
        List.<Map<String, Object>>of(
            Map.of("meta", Map.of("x", 5L)),
            Map.of("tags", List.of("b")),
            Map.of("tags", List.of("a", "b")))) {
      Map<String, @Nullable Object> change = new LinkedHashMap<>(recorded);
      change.put("vars", vars);
      docs.add(change);
    }
    docs.add(recorded);
    return found(sent, docs.size(), docs);
  }

  private static Map<String, @Nullable Object> softItem() {
    return Wire.doc(
        "_id",
        LiveValues.ANYTHING,
        "name",
        "three",
        "num",
        null,
        "create_time",
        LiveValues.ANYTHING);
  }

  private static @Nullable Object idOfJoe(Recording recording) {
    return docsOf(recording.sent("user create")).getFirst().get("_id");
  }

  /**
   * What differs wherever it stands. 1.4: there is one database for all levels, and the language of
   * its first users is en_AE. 2.3: a user has the attributes that the app gives its users, here
   * some more. 5.9: the user agent is what the client says it is.
   */
  static @Nullable Object everywhere(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, member) -> copy.put((String) key, everywhere(member)));
        if ("".equals(copy.get("user_agent"))) {
          copy.put("user_agent", Replay.USER_AGENT);
        }
        if (copy.containsKey("username") && copy.containsKey("privileges")) {
          user(copy);
        }
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(member -> copy.add(everywhere(member)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  private static void user(Map<String, @Nullable Object> user) {
    boolean system = SYSTEM_USERS.contains(user.get("_id"));
    String name = "__" + (SYSTEM_USERS.getFirst().equals(user.get("_id")) ? "ADMIN" : "ANON");
    user.put("bio", system ? Wire.locales(name) : null);
    user.put("address", system ? Wire.locales(name) : null);
    user.put("postal_code", system ? name : null);
    user.put("website", system ? "https://" + name.substring(2) + ".limp.masaar.com" : null);
    user.put("attrs", Map.of());
    user.put("settings", Map.of());
    if (system) {
      user.put("locale", "en_AE");
    }
  }
}
