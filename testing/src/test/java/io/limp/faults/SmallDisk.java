package io.limp.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A file system of a few megabytes, in memory, for as long as a test: it becomes full, and
 * read-only, as a disk does. Only root may mount one; for others the test is reported as not run.
 */
final class SmallDisk implements AutoCloseable {
  private final Path path;

  /** Should the tests be ended in the middle. */
  private final Thread whenTheProcessEnds = new Thread(this::unmount);

  private SmallDisk(Path path) {
    this.path = path;
  }

  /** Mounts one at that folder, which it makes. */
  static SmallDisk mount(Path path, int kilobytes) throws IOException, InterruptedException {
    SmallDisk disk = new SmallDisk(Files.createDirectory(path));
    String refused;
    try {
      refused = run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", "" + path);
    } catch (IOException e) {
      refused = e.toString();
    }
    if (!refused.isEmpty()) {
      Assumptions.abort("Not run: no small disk can be mounted here: " + refused);
    }
    Runtime.getRuntime().addShutdownHook(disk.whenTheProcessEnds);
    return disk;
  }

  Path path() {
    return path;
  }

  void resize(int kilobytes) throws IOException, InterruptedException {
    remount("size=" + kilobytes + "k");
  }

  /** Nobody may have a file of it open for writing. */
  void makeReadOnly() throws IOException, InterruptedException {
    remount("ro");
  }

  void makeWritable() throws IOException, InterruptedException {
    remount("rw");
  }

  private void remount(String option) throws IOException, InterruptedException {
    String refused = run("mount", "-o", "remount," + option, "" + path);
    if (!refused.isEmpty()) {
      throw new IOException(refused);
    }
  }

  /** Writes until nothing more fits. */
  void fill() throws IOException {
    try (var out = Files.newOutputStream(path.resolve("filler"))) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      if (Files.getFileStore(path).getUsableSpace() > 0) {
        throw e;
      }
    }
  }

  /** Gives back what {@link #fill} took. */
  void empty() throws IOException {
    Files.delete(path.resolve("filler"));
  }

  /** What the command said when it failed; empty: it did not. */
  static String run(String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    return process.waitFor() == 0 ? "" : String.join(" ", words) + ": " + said;
  }

  private void unmount() {
    unmount(path);
  }

  static void unmount(Path path) {
    try {
      // Though somebody still has a file of it open.
      String refused = run("umount", "--lazy", "" + path);
      if (!refused.isEmpty()) {
        throw new IllegalStateException(refused);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    unmount();
    Runtime.getRuntime().removeShutdownHook(whenTheProcessEnds);
  }
}
