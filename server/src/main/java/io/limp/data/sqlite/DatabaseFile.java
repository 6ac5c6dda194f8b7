package io.limp.data.sqlite;

import java.nio.file.Path;

/** Where a database is: the file of its name in a folder. */
final class DatabaseFile {
  private DatabaseFile() {}

  /**
   * The absolute path.
   *
   * @throws IllegalArgumentException when the name is none for a file
   */
  static Path of(Path folder, String dataName) {
    // It becomes a part of a file's name and of the driver's address, where a question mark begins
    // the options.
    if (!dataName.matches("[\\p{L}\\p{N}_-][\\p{L}\\p{N}_.-]*")) {
      throw new IllegalArgumentException("Not a name for a database: " + dataName);
    }
    return folder.toAbsolutePath().normalize().resolve(dataName + ".db");
  }
}
