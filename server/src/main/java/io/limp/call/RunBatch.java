package io.limp.call;

import io.limp.api.Batch;
import io.limp.api.Call;
import io.limp.api.MethodSpec.Kind;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.CallPipeline.Entered;
import io.limp.call.FindMethod.Target;
import io.limp.call.base.PendingWrite;
import io.limp.call.query.WireQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Several calls in one transaction. Each takes the whole journey of a call; only the database waits
 * until all of them are ready, and then does all or nothing.
 *
 * <p>Clients call {@code data/batch} with {@code {"calls": [{"endpoint", "query", "doc"}, ...]}}.
 */
final class RunBatch {
  private static final String ENDPOINT = "data/batch";
  private static final String CALLS = "calls";
  private static final int MOST_CALLS = 100;
  private static final Set<Kind> WRITES =
      Set.of(
          Kind.CREATE, Kind.UPDATE, Kind.DELETE, Kind.UNDELETE, Kind.CREATE_FILE, Kind.DELETE_FILE);

  private final CallPipeline pipeline;
  private final RunMethod runMethod;
  private final PutInOutbox outbox;

  RunBatch(CallPipeline pipeline, RunMethod runMethod, PutInOutbox outbox) {
    this.pipeline = pipeline;
    this.runMethod = runMethod;
    this.outbox = outbox;
  }

  /**
   * A call that waits for the others: it went through the permissions, or past them.
   *
   * @param asked the call before its hooks: as it, the answer is shown
   */
  record Waiting(Target target, Call asked, Call call, PendingWrite write, boolean trusted) {
    Waiting at(int index) {
      return new Waiting(target, asked, call, write.at(index), trusted);
    }
  }

  static boolean isAskedFor(Request request) {
    return request.endpoint().toLowerCase(Locale.ROOT).equals(ENDPOINT);
  }

  /** The batch in a client's call. */
  Reply run(Request request) {
    List<Waiting> waiting = new ArrayList<>();
    for (Object call : calls(request)) {
      try {
        Entered entered = pipeline.enter(part(request, call));
        waiting.add(prepare(entered.target(), entered.call(), false).at(waiting.size()));
      } catch (Refusal refusal) {
        throw refusal.with("index", (long) waiting.size());
      }
    }
    Reply replies = new Reply.Replies(commit(waiting));
    return BehindCommit.run(
        replies,
        () -> {
          waiting.forEach(each -> outbox.rest(each.call()));
          return replies;
        });
  }

  private static List<?> calls(Request request) {
    if (request.doc().get(CALLS) instanceof List<?> calls
        && !calls.isEmpty()
        && calls.size() <= MOST_CALLS) {
      return calls;
    }
    throw Codes.invalidBatch("'calls' must be a list of 1 to " + MOST_CALLS + " calls.");
  }

  private static Request part(Request batch, @Nullable Object call) {
    if (!(call instanceof Map<?, ?> part) || !(part.get("endpoint") instanceof String endpoint)) {
      throw Codes.invalidBatch("A call must be an object with an 'endpoint'.");
    }
    WireQuery query =
        part.get("query") == null
            ? WireQuery.NONE
            : WireQuery.of(part.get("query"))
                .orElseThrow(
                    () -> Codes.invalidBatch("A call's 'query' must be an object or a list."));
    Map<String, @Nullable Object> doc =
        switch (part.get("doc")) {
          case null -> Map.of();
          case Map<?, ?> object -> Json.object(object);
          default -> throw Codes.invalidBatch("A call's 'doc' must be an object.");
        };
    return new Request(batch.origin(), batch.level(), batch.session(), endpoint, query, doc);
  }

  /** All of a call but the database and what follows it. */
  Waiting prepare(Target target, Call call, boolean trusted) {
    if (!WRITES.contains(target.method().kind())) {
      throw Codes.invalidBatch(
          ("%s/%s cannot be part of a batch: only create, update, delete, undelete, create_file"
                  + " and delete_file can.")
              .formatted(target.module().name(), target.method().name()));
    }
    try {
      Entered allowed = trusted ? new Entered(target, call) : pipeline.allowed(target, call);
      Target seen = allowed.target();
      Call prepared = RunHooks.before(seen, allowed.call());
      PendingWrite write = runMethod.prepare(seen.module(), seen.method(), prepared);
      return new Waiting(seen, allowed.call(), prepared, write, trusted);
    } catch (Refusal refusal) {
      throw Codes.complete(target.module(), call, refusal);
    }
  }

  /**
   * A single call whose hooks joined other writes to it: past the permissions, and with its hooks
   * before it done.
   */
  Reply together(Target target, Call prepared) {
    if (!WRITES.contains(target.method().kind())) {
      throw new IllegalStateException(
          "A hook of %s/%s joined writes to a call that has none itself"
              .formatted(target.module().name(), target.method().name()));
    }
    PendingWrite write = runMethod.prepare(target.module(), target.method(), prepared);
    return commit(List.of(new Waiting(target, prepared, prepared, write, true))).getFirst();
  }

  /**
   * The database, and what follows it.
   *
   * @return one reply for each; what their hooks joined to them is not answered
   * @throws BehindCommit.Failed when what follows it failed
   */
  List<Reply> commit(List<Waiting> waiting) {
    List<Waiting> all = new ArrayList<>(waiting);
    waiting.forEach(one -> addJoined(one.call(), all));
    List<Reply> written = runMethod.commit(all.stream().map(Waiting::write).toList());
    List<Reply> replies = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      Waiting one = all.get(i);
      Reply own = written.get(i);
      try {
        replies.add(BehindCommit.run(own, () -> answer(one, own)));
      } catch (BehindCommit.Failed e) {
        throw e.with(new Reply.Replies(written.subList(0, waiting.size())), one.write().place());
      }
    }
    // What the joined ones have sent since then, the first of the others sends for them.
    Outgoing outgoing = InnerCalls.outgoing(waiting.getFirst().call());
    all.subList(waiting.size(), all.size())
        .forEach(one -> InnerCalls.outgoing(one.call()).take().forEach(outgoing::add));
    for (Waiting joined : all.subList(waiting.size(), all.size())) {
      InnerCalls.handOver(joined.call(), waiting.getFirst().call());
    }
    return replies.subList(0, waiting.size());
  }

  private Reply answer(Waiting one, Reply written) {
    Reply reply = RunHooks.after(one.target(), one.call(), written);
    return one.trusted() ? reply : pipeline.shown(one.target(), one.asked(), reply);
  }

  /** Joined calls may have others joined to them in turn. */
  private static void addJoined(Call call, List<Waiting> all) {
    for (Batch batch : call.joined()) {
      if (!(batch instanceof InnerCalls.Together together)) {
        throw new IllegalStateException("Not a batch of this server: " + batch);
      }
      for (Waiting one : together.take()) {
        all.add(one);
        addJoined(one.call(), all);
      }
    }
  }
}
