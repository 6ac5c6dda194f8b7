package io.limp.call;

import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.HttpCall.Credential;
import io.limp.call.HttpCall.OfSession;
import io.limp.call.HttpCall.OfUser;
import io.limp.call.HttpRoutes.Route;
import io.limp.call.Sessions.Live;
import io.limp.call.query.WireQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Calls that come over HTTP: the same pipeline, with the parts of the path as the query and the
 * body as the doc. They are understood and answered as those of level 6.
 */
public final class CallsByHttp implements HttpCalls {
  private final Supplier<CallPipeline> pipeline;
  private final Sessions sessions;
  private final ReadBody readBody;
  private final Faults faults;

  /**
   * @param pipeline asked for each call: after a reload it is another one
   * @param faults sees to it that a call which fails is answered too
   */
  public CallsByHttp(
      Supplier<CallPipeline> pipeline, Sessions sessions, ReadBody readBody, Faults faults) {
    this.pipeline = pipeline;
    this.sessions = sessions;
    this.readBody = readBody;
    this.faults = faults;
  }

  @Override
  public List<String> methods(List<String> path) {
    return pipeline.get().httpRoutes().methods(path);
  }

  @Override
  public Reply call(HttpCall http, Consumer<Refusal> instead) {
    return faults.refusing(String.join("/", http.path().subList(0, 2)), () -> run(http, instead));
  }

  private Reply run(HttpCall http, Consumer<Refusal> instead) {
    CallPipeline now = pipeline.get();
    Route route = now.httpRoutes().find(http.reach(), http.path());
    Optional<Id> session = http.credential().map(this::session);
    Request bare =
        new Request(http.origin(), Level.SIX, session, route.endpoint(), WireQuery.NONE, Map.of());
    now.admit(bare);
    WireQuery query = now.httpRoutes().query(route, http.reach());
    try (ReadBody.Taken taken = readBody.read(route.target(), http.body(), session.isPresent())) {
      Request request =
          new Request(http.origin(), Level.SIX, session, route.endpoint(), query, taken.doc());
      return faults.deadline().run(Faults.name(route.endpoint()), () -> now.run(request), instead);
    }
  }

  private Id session(Credential credential) {
    Optional<Id> proven =
        switch (credential) {
          case OfSession(String session, String token) ->
              Id.find(session)
                  .flatMap(sessions::find)
                  .filter(found -> found.hasToken(token))
                  .map(Live::id);
          case OfUser(String user, String token) ->
              Id.find(user).flatMap(id -> sessions.ofUser(id, token));
        };
    return proven.orElseThrow(Codes::invalidXauth);
  }
}
