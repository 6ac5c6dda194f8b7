package io.limp.call;

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
  private static final Set<Kind> WRITES = Set.of(Kind.CREATE, Kind.UPDATE, Kind.DELETE);

  private final CallPipeline pipeline;
  private final RunMethod runMethod;
  private final PutInOutbox outbox;

  RunBatch(CallPipeline pipeline, RunMethod runMethod, PutInOutbox outbox) {
    this.pipeline = pipeline;
    this.runMethod = runMethod;
    this.outbox = outbox;
  }

  /** A call that waits for the others: it went through the permissions, or past them. */
  record Waiting(Target target, Call call, PendingWrite write, boolean trusted) {}

  static boolean isAskedFor(Request request) {
    return request.endpoint().toLowerCase(Locale.ROOT).equals(ENDPOINT);
  }

  /** The batch in a client's call. */
  Reply run(Request request) {
    List<Waiting> waiting = new ArrayList<>();
    for (Object call : calls(request)) {
      try {
        Entered entered = pipeline.enter(part(request, call));
        waiting.add(prepare(entered.target(), entered.call(), false));
      } catch (Refusal refusal) {
        throw refusal.with("index", (long) waiting.size());
      }
    }
    List<Reply> replies = commit(waiting);
    waiting.forEach(each -> outbox.rest(each.call()));
    return new Reply.Replies(replies);
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
          "%s/%s cannot be part of a batch: only create, update and delete can."
              .formatted(target.module().name(), target.method().name()));
    }
    try {
      Call allowed = trusted ? call : pipeline.allowed(target, call);
      Call prepared = CallPipeline.before(target.method(), allowed);
      return new Waiting(
          target, prepared, runMethod.prepare(target.module(), target.method(), prepared), trusted);
    } catch (Refusal refusal) {
      throw Codes.complete(target.module(), call, refusal);
    }
  }

  /** The database, and what follows it. */
  List<Reply> commit(List<Waiting> waiting) {
    List<Reply> written = runMethod.commit(waiting.stream().map(Waiting::write).toList());
    List<Reply> replies = new ArrayList<>(waiting.size());
    for (int i = 0; i < waiting.size(); i++) {
      Waiting one = waiting.get(i);
      Reply reply = CallPipeline.after(one.target().method(), one.call(), written.get(i));
      replies.add(one.trusted() ? reply : pipeline.shown(one.target(), one.call(), reply));
    }
    return replies;
  }
}
