package io.limp.network;

import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.HttpCall;
import io.limp.call.HttpCalls;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Calls that are reached by GET at every path of four parts. */
record PathsOfFour(Function<HttpCall, Reply> answer) implements HttpCalls {
  @Override
  public List<String> methods(List<String> path) {
    return path.size() == 4 ? List.of("GET") : List.of();
  }

  @Override
  public Reply call(HttpCall request, Consumer<Refusal> instead) {
    return answer.apply(request);
  }
}
