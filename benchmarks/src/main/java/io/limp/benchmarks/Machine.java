package io.limp.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the figures were taken. */
public final class Machine {
  private Machine() {}

  /**
   * What a reader must know to compare.
   *
   * @param folder where the database was
   */
  public static Map<String, String> describe(Path home, Path folder) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", LocalDate.now(java.time.ZoneOffset.UTC).toString());
    facts.put("commit", output(home, "git", "describe", "--always", "--dirty", "--abbrev=10"));
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("CPU", first(Path.of("/proc/cpuinfo"), "model name"));
    facts.put("memory", first(Path.of("/proc/meminfo"), "MemTotal"));
    facts.put("kernel", output(home, "uname", "-sr"));
    facts.put("JDK", System.getProperty("java.vendor.version") + " " + Runtime.version());
    facts.put("an fsync of 4 KB", "%.2f ms (median of 200)".formatted(fsyncMillis(folder)));
    facts.put("load when it began", load());
    return facts;
  }

  /** Runnable processes on average over a minute, and the share of time that others had. */
  public static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }

  private static double fsyncMillis(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "fsync", "");
    double[] millis = new double[200];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < millis.length; i++) {
        long begun = System.nanoTime();
        channel.write(ByteBuffer.allocate(4096));
        channel.force(false);
        millis[i] = (System.nanoTime() - begun) / 1e6;
      }
    } finally {
      Files.delete(file);
    }
    return Median.of(millis);
  }

  private static String first(Path file, String name) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }

  private static String output(Path folder, String... command) throws IOException {
    Process process = new ProcessBuilder(List.of(command)).directory(folder.toFile()).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
