package io.limp.data.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's own code, kept between starts. Left to itself the driver unpacks it anew at each start
 * and compares every byte, a tenth of a second; it still does so where it finds no copy or one that
 * does not load.
 */
public final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String FOLDER_PROPERTY = "org.sqlite.lib.path";

  private NativeLibrary() {}

  /**
   * Keeps a copy in a folder of its own in this one and tells the driver. To be called before a
   * database is opened; where nothing can be written, nothing is lost but time.
   */
  public static void keepIn(Path cache) {
    if (System.getProperty(FOLDER_PROPERTY) != null) {
      return; // whoever runs limpd knows better
    }
    try {
      kept(cache).ifPresent(folder -> System.setProperty(FOLDER_PROPERTY, folder.toString()));
    } catch (IOException e) {
      LOG.debug("SQLite's code cannot be kept in {}: {}", cache, e.toString());
    }
  }

  /** The folder with the copy; empty when the driver has no code for this machine. */
  static Optional<Path> kept(Path cache) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    URL packed =
        LibraryLoaderUtil.class.getResource(
            LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
    if (packed == null) {
      return Optional.empty();
    }
    Path folder = cache.toAbsolutePath().resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
    Path kept = folder.resolve(name);
    if (!Files.exists(kept) || Files.size(kept) != packed.openConnection().getContentLengthLong()) {
      unpack(packed, kept);
    }
    return Optional.of(folder);
  }

  /** Beside its place and then moved there, so that nobody loads half of it. */
  private static void unpack(URL packed, Path kept) throws IOException {
    Files.createDirectories(kept.getParent());
    Path unfinished = Files.createTempFile(kept.getParent(), "unpacking", ".tmp");
    try {
      try (InputStream in = packed.openStream()) {
        Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
