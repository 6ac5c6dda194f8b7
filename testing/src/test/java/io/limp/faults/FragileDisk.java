package io.limp.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A file system that becomes read-only while files of it are open, as ext4 does when it finds an
 * error on its disk: here a file. Only root may mount one; for others the test is reported as not
 * run.
 */
final class FragileDisk implements AutoCloseable {
  private static final int SIZE = 32 << 20;

  private final Path path;
  private final Path image;
  private final Thread whenTheProcessEnds = new Thread(this::unmount);

  private FragileDisk(Path path) {
    this.path = path;
    this.image = path.resolveSibling(path.getFileName() + ".img");
  }

  /** Mounts one at that folder, which it makes. */
  static FragileDisk mount(Path path) throws IOException, InterruptedException {
    FragileDisk disk = new FragileDisk(Files.createDirectory(path));
    try (RandomAccessFile file = new RandomAccessFile(disk.image.toFile(), "rw")) {
      file.setLength(SIZE);
    }
    String refused;
    try {
      refused = SmallDisk.run("mkfs.ext4", "-q", "-F", "" + disk.image);
      if (refused.isEmpty()) {
        refused = disk.mount();
      }
    } catch (IOException e) {
      refused = e.toString();
    }
    if (!refused.isEmpty()) {
      Assumptions.abort("Not run: no ext4 can be mounted here: " + refused);
    }
    Runtime.getRuntime().addShutdownHook(disk.whenTheProcessEnds);
    return disk;
  }

  private String mount() throws IOException, InterruptedException {
    return SmallDisk.run("mount", "-o", "loop,errors=remount-ro", "" + image, "" + path);
  }

  Path path() {
    return path;
  }

  /** An error is found: nothing more is written until {@link #repair}. */
  void fail() throws IOException {
    String device = Path.of(Files.getFileStore(path).name()).getFileName().toString();
    Files.writeString(Path.of("/sys/fs/ext4", device, "trigger_fs_error"), "a test says so", UTF_8);
  }

  /** Nobody may have a file of it open. */
  void repair() throws IOException, InterruptedException {
    for (String refused :
        new String[] {
          SmallDisk.run("umount", "" + path), SmallDisk.run("e2fsck", "-p", "" + image), mount()
        }) {
      // What e2fsck has repaired it tells.
      if (!refused.isEmpty() && !refused.startsWith("e2fsck")) {
        throw new IOException(refused);
      }
    }
  }

  private void unmount() {
    SmallDisk.unmount(path);
  }

  @Override
  public void close() {
    unmount();
    Runtime.getRuntime().removeShutdownHook(whenTheProcessEnds);
  }
}
