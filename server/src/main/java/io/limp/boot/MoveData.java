package io.limp.boot;

import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.move.CannotMove;
import io.limp.move.Export;
import io.limp.move.Import;
import io.limp.move.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Moves the data of the database that the configuration names. No module is loaded: the database
 * itself knows what is in it.
 */
public final class MoveData {
  private MoveData() {}

  /**
   * Writes all of it into a folder.
   *
   * @throws StartRefused when that cannot be done, with the reason
   */
  public static Export.Done export(AppConfig config, Path folder, Progress progress) {
    return refusing(
        () -> {
          refuseMissing(config);
          Databases.Opened opened = Databases.open(config, InstantSource.system());
          try (Data data = opened.data()) {
            return new Export(data, opened.files(), shown(config), Version.TEXT, progress)
                .to(folder);
          }
        });
  }

  /**
   * Puts an export into it.
   *
   * @param force true: into a database that has documents too
   * @throws StartRefused when that cannot be done, with the reason
   */
  public static Export.Done importFrom(
      AppConfig config, Path folder, boolean force, Progress progress) {
    return refusing(
        () -> {
          Import.Checked export = Import.check(folder, progress);
          Databases.Opened opened = Databases.open(config, InstantSource.system());
          try (Data data = opened.data()) {
            return new Import(data, opened.files(), shown(config), progress).from(export, force);
          }
        });
  }

  /** The database as sentences name it. */
  static String shown(AppConfig config) {
    return config.dataServer().replaceAll("//[^/]*@", "//...@") + " " + config.dataName();
  }

  /** Opening a database would make one. */
  static void refuseMissing(AppConfig config) {
    if (config.dataServer().startsWith(AppConfig.SQLITE)
        && !Files.exists(config.dataFolder().resolve(config.dataName() + ".db"))) {
      throw new CannotMove(
          "There is no database "
              + config.dataName()
              + " in "
              + config.dataFolder().toAbsolutePath()
              + ": --data-server and --data-name say which");
    }
  }

  /** Work that ends with a sentence when it cannot be done. */
  interface Work<T> {
    T run() throws IOException;
  }

  static <T> T refusing(Work<T> work) {
    try {
      return work.run();
    } catch (CannotMove | DataUnavailable e) {
      String sentence = String.valueOf(e.getMessage());
      throw new StartRefused(sentence.endsWith(".") ? sentence : sentence + ".");
    } catch (IOException e) {
      throw new StartRefused("It was interrupted: " + Export.reason(e) + ".");
    }
  }
}
