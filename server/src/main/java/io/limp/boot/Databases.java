package io.limp.boot;

import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.FileStore;
import io.limp.data.mongo.MongoData;
import io.limp.data.mongo.MongoSettings;
import io.limp.data.sqlite.FolderFileStore;
import io.limp.data.sqlite.NativeLibrary;
import io.limp.data.sqlite.SqliteData;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database that the configuration names, and the store of files that goes with it. */
final class Databases {
  private static final Logger LOG = LoggerFactory.getLogger(Databases.class);

  private Databases() {}

  /**
   * What was opened; closing the database closes both.
   *
   * @param files beside the database, in a folder or in its own collections
   */
  record Opened(Data data, FileStore files) {}

  /**
   * Opens both, and waits for a MongoDB that is not there yet.
   *
   * @param clock says when a file was stored and when a change was made
   * @throws DataUnavailable when that cannot be done
   */
  static Opened open(AppConfig config, InstantSource clock) {
    return config.isMongo() ? mongo(config, clock) : sqlite(config, clock);
  }

  private static Opened sqlite(AppConfig config, InstantSource clock) {
    NativeLibrary.keepIn(config.cache().resolveSibling("native"));
    Data data = SqliteData.open(config.dataFolder(), config.dataName(), config.logLimits(), clock);
    try {
      return new Opened(data, new FolderFileStore(config.dataFolder(), clock));
    } catch (IOException e) {
      data.close();
      throw new DataUnavailable("Files cannot be kept in " + config.dataFolder(), e);
    }
  }

  private static Opened mongo(AppConfig config, InstantSource clock) {
    MongoSettings settings =
        new MongoSettings(
            config.dataServer(),
            config.dataName(),
            config.mongo().tls(),
            config.mongo().authorities(),
            config.mongo().diskUse(),
            !config.isProduction(),
            MongoSettings.DEADLINE,
            config.logLimits(),
            clock);
    MongoData data = MongoData.open(settings, MongoSettings.Patience.endless(LOG::warn));
    return new Opened(data, data.files(clock));
  }
}
