package io.limp.benchmarks;

import io.limp.benchmarks.Load.Measured;
import io.limp.benchmarks.Load.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures a server from its first start to its last call, and writes down what came out. Started
 * by {@code benchmarks/run}.
 *
 * <p>{@code java io.limp.benchmarks.Run HOME [--quick] [--no-starts] [--out FILE]}
 */
public final class Run {
  private static final String NOTE =
      """
      {"title":"A note of the benchmark","text":"%s","tags":["one","two","three"],"rank":17}\
      """
          .formatted("Sixty-four callers write, one disk turns. ".repeat(4));

  private static final String ADMIN = "{\"_id\":{\"val\":\"f00000000000000000000010\"}}";

  private final Path home;
  private final Path folder;
  private final Plan plan;

  private Run(Path home, Path folder, Plan plan) {
    this.home = home;
    this.folder = folder;
    this.plan = plan;
  }

  public static void main(String[] args) throws Exception {
    List<String> options = Arrays.asList(args);
    Path home = Path.of(args[0]).toAbsolutePath();
    int out = options.indexOf("--out");
    Path results = out < 0 ? home.resolve("benchmarks/RESULTS.md") : Path.of(options.get(out + 1));
    Plan plan = options.contains("--quick") ? Plan.QUICK : Plan.FULL;
    // Beside the sources, not in /tmp: there an fsync may cost nothing.
    Path folder = Files.createDirectories(home.resolve("benchmarks/target"));
    Run run = new Run(home, Files.createTempDirectory(folder, "run-"), plan);
    run.all(results, !options.contains("--no-starts"));
  }

  private void all(Path file, boolean withStarts) throws IOException, InterruptedException {
    Map<String, String> machine = Machine.describe(home, folder);
    List<Starts> starts = new ArrayList<>();
    List<Reloads> reloads = new ArrayList<>();
    if (withStarts) {
      say("Starting the server " + plan.starts() + " times");
      starts.add(
          Starts.measure(
              port -> limpd(port, home.resolve("modules"), "starts"),
              plan.starts(),
              plan.idle(),
              folder.resolve("starts.log")));
      say("Saving a module " + plan.reloads() + " times");
      reloads.add(reloads());
    }
    Map<Case, Map<Shape, Figures>> figures = calls();
    machine.put("load when it ended", Machine.load());
    new ResultsFile(file).put(new Results(plan, machine, starts, reloads, figures).markdown());
    say("Written to " + file);
  }

  private Reloads reloads() throws IOException, InterruptedException {
    Path modules = Folders.copy(home.resolve("modules"), folder.resolve("modules"));
    return Reloads.measure(
        port ->
            Stream.concat(limpd(port, modules, "reloads").stream(), Stream.of("--debug")).toList(),
        modules,
        plan.reloads(),
        plan.settle(),
        folder.resolve("reloads.log"));
  }

  private List<String> limpd(int port, Path modules, String database) {
    return List.of(
        home.resolve("limpd").toString(),
        "--env",
        "dev",
        "--host",
        "127.0.0.1",
        "--port",
        String.valueOf(port),
        "--modules",
        modules.toString(),
        "--data-server",
        "sqlite:" + folder.resolve(database));
  }

  private Map<Case, Map<Shape, Figures>> calls() throws IOException {
    int port = ServerProcess.freePort();
    List<String> command = limpd(port, home.resolve("benchmarks/modules"), "calls");
    try (ServerProcess limpd = ServerProcess.start(command, port, folder.resolve("limpd.log"))) {
      List<Peer> peers = new ArrayList<>(List.of(limpd.awaitGreeting()));
      SignIn.Session session = SignIn.asAdmin(peers.getFirst());
      while (peers.size() < Plan.MOST_CONNECTIONS) {
        Peer peer = limpd.awaitGreeting();
        SignIn.again(peer, session);
        peers.add(peer);
      }
      List<Question> pings = SignedCalls.of(session, "ping/ping", "{}", "{}", 204);
      List<Question> hooked = SignedCalls.of(session, "ping/hooked", "{}", "{}", 204);
      List<Question> reads = SignedCalls.of(session, "user/read", ADMIN, "{}", 200);
      List<Question> creates = SignedCalls.of(session, "note/create", "{}", NOTE, 200);
      int answered = "{\"status\":204,\"args\":{\"call_id\":\"c100000\"}}".length();
      List<Question> echoes = EchoQuestions.of(pings.getFirst().textLength(), answered);
      try (Load load = new Load(peers);
          ServerProcess echo = echo(answered);
          Load echoLoad = new Load(open(echo))) {
        List<Asked> all =
            List.of(
                new Asked(Case.ECHO, echoes, echo, echoLoad),
                new Asked(Case.PING, pings, limpd, load),
                new Asked(Case.HOOKED, hooked, limpd, load),
                new Asked(Case.READ, reads, limpd, load),
                new Asked(Case.CREATE, creates, limpd, load));
        long created = warmUp(all);
        Map<Case, Map<Shape, Figures>> figures = rounds(all);
        for (Figures each : figures.getOrDefault(Case.CREATE, Map.of()).values()) {
          created += each.messages();
        }
        checkAllKept(port, session, created);
        return figures;
      }
    }
  }

  /** What is asked of whom. */
  private record Asked(Case what, List<Question> questions, ServerProcess server, Load load) {
    Measured ask(Shape shape, Duration time) throws IOException {
      return load.run(shape, questions, time, Long.MAX_VALUE);
    }
  }

  private ServerProcess echo(int answered) throws IOException {
    int port = ServerProcess.freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("limp.jvm").strip().split("\\s+", -1)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.limp.network.EchoServer", "" + port, "" + answered));
    return ServerProcess.start(command, port, folder.resolve("echo.log"));
  }

  private static List<Peer> open(ServerProcess server) throws IOException {
    List<Peer> peers = new ArrayList<>();
    while (peers.size() < Plan.MOST_CONNECTIONS) {
      peers.add(server.awaitGreeting());
    }
    return peers;
  }

  /** Lets the compilers finish; gives the number of notes that it created. */
  private long warmUp(List<Asked> all) throws IOException {
    long created = 0;
    for (Asked asked : all) {
      say("Warming up: " + asked.what().title());
      Measured measured = asked.ask(Plan.BUSIEST, plan.warmUp());
      created += asked.what() == Case.CREATE ? measured.messages() : 0;
    }
    return created;
  }

  private Map<Case, Map<Shape, Figures>> rounds(List<Asked> all) throws IOException {
    Map<Case, Map<Shape, Figures>> figures = new EnumMap<>(Case.class);
    for (int round = 1; round <= plan.rounds(); round++) {
      say("Round " + round + " of " + plan.rounds());
      for (Shape shape : plan.shapes()) {
        for (Asked asked : all) {
          double cpu = asked.server().cpuSeconds();
          Measured measured = asked.ask(shape, plan.window());
          figures
              .computeIfAbsent(asked.what(), key -> new LinkedHashMap<>())
              .computeIfAbsent(shape, key -> new Figures())
              .add(measured, asked.server().cpuSeconds() - cpu);
        }
      }
    }
    return figures;
  }

  /** Creates that were answered but are not there would make a fine figure. */
  private static void checkAllKept(int port, SignIn.Session session, long created)
      throws IOException {
    try (Peer peer = Peer.open(port)) {
      SignIn.again(peer, session);
      String query = "{\"$limit\":1}";
      String payload =
          "{\"endpoint\":\"note/read\",\"sid\":\"\",\"query\":" + query + ",\"doc\":{}}";
      String frame = "{\"token\":\"" + SignedCalls.token(payload, session.token()) + "\"}";
      long total = SignIn.call(peer, frame).path("args").path("total").asLong();
      if (total != created) {
        throw new IllegalStateException(created + " notes were created, " + total + " are there");
      }
      say(total + " notes were created and are there");
    }
  }

  private static void say(String text) {
    System.out.println(text);
  }
}
