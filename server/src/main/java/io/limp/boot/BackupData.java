package io.limp.boot;

import io.limp.data.Data;
import io.limp.data.OwnerOnly;
import io.limp.data.sqlite.Backup;
import io.limp.data.sqlite.FolderFileStore;
import io.limp.data.sqlite.SqliteData;
import io.limp.move.Archive;
import io.limp.move.CannotMove;
import io.limp.move.Contents;
import io.limp.move.Export;
import io.limp.move.Import;
import io.limp.move.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Backups of the database that the configuration names. Of SQLite the archive holds a copy of the
 * file, made while a server may serve from it, and the contents of files that its documents refer
 * to; of another database it holds an export.
 */
public final class BackupData {
  private static final String SQLITE = "sqlite";
  private static final String EXPORT = "export";
  private static final String DATABASE = "database";

  private BackupData() {}

  /**
   * Writes a backup into a new file, reads it again, and gives a sentence about it.
   *
   * @throws StartRefused when that cannot be done, with the reason
   */
  public static String backup(AppConfig config, Path file, Progress progress) {
    return MoveData.refusing(
        () -> {
          MoveData.refuseMissing(config);
          if (Files.exists(file)) {
            throw new CannotMove("There is a file " + file + " already: choose another name");
          }
          try (WorkFolder work = workFolder(file.toAbsolutePath().getParent())) {
            boolean sqlite = config.dataServer().startsWith(AppConfig.SQLITE);
            Archive.Content content =
                Archive.write(
                    file,
                    work.path().resolve("backup.zip"),
                    sqlite ? SQLITE : EXPORT,
                    Version.TEXT,
                    MoveData.shown(config),
                    progress,
                    archive -> {
                      if (sqlite) {
                        copyDatabase(config, work.path(), archive, progress);
                      } else {
                        exportInto(config, work.path(), archive, progress);
                      }
                    });
            return "Wrote and checked the backup "
                + file
                + ": "
                + content.size()
                + " in "
                + content.entries().size()
                + " files.";
          }
        });
  }

  private static WorkFolder workFolder(@org.jspecify.annotations.Nullable Path parent)
      throws IOException {
    if (parent == null || !Files.isDirectory(parent)) {
      throw new CannotMove("There is no folder " + parent);
    }
    return WorkFolder.in(parent);
  }

  private static void copyDatabase(
      AppConfig config, Path work, Archive.Writer archive, Progress progress) throws IOException {
    Path database = config.dataFolder().resolve(config.dataName() + ".db");
    Path copy = work.resolve(config.dataName() + ".db");
    Backup.of(
        database, copy, (pages, of) -> progress.at("Database: " + pages + " of " + of + " pages"));
    try (InputStream in = Files.newInputStream(copy)) {
      archive.add(DATABASE, in);
    }
    // The copy has been read: now it may be opened, which changes it.
    FolderFileStore files = new FolderFileStore(config.dataFolder(), InstantSource.system());
    Map<String, String> contents;
    try (Data data = SqliteData.open(work, config.dataName())) {
      contents = Contents.referredTo(data);
    }
    int done = 0;
    for (Map.Entry<String, String> content : contents.entrySet()) {
      String hash = content.getKey();
      Optional<SeekableByteChannel> found = files.open(hash);
      if (found.isEmpty()) {
        progress.say(
            "Warning: the content "
                + hash
                + " of "
                + content.getValue()
                + " is missing; without it:");
        continue;
      }
      try (InputStream in = Channels.newInputStream(found.get())) {
        String sha256 = archive.add("files/" + hash.substring(0, 2) + "/" + hash, in);
        if (!sha256.equals(hash)) {
          throw new CannotMove(
              "The content "
                  + hash
                  + " of "
                  + content.getValue()
                  + " is damaged: its bytes have another SHA-256");
        }
      }
      done++;
      progress.at("Files: " + done + " of " + contents.size());
    }
  }

  private static void exportInto(
      AppConfig config, Path work, Archive.Writer archive, Progress progress) throws IOException {
    Path folder = work.resolve(EXPORT);
    Databases.Opened opened = Databases.open(config, InstantSource.system());
    try (Data data = opened.data()) {
      new Export(data, opened.files(), MoveData.shown(config), Version.TEXT, progress).to(folder);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        try (InputStream in = Files.newInputStream(each)) {
          archive.add(work.relativize(each).toString().replace('\\', '/'), in);
        }
      }
    }
  }

  /**
   * Checks a backup, puts it in the place of the database, and gives a sentence about it.
   *
   * @param force true: a database may be there, which gives way
   * @throws StartRefused when that cannot be done, with the reason
   */
  public static String restore(AppConfig config, Path file, boolean force, Progress progress) {
    return MoveData.refusing(
        () -> {
          if (Archive.read(file).kind().equals(SQLITE)) {
            refuseRestore(config, file, force); // before a large one is read
          }
          Archive.Content content = Archive.verify(file, progress);
          progress.say("Checked: " + file + " is whole, made " + content.made() + ".");
          switch (content.kind()) {
            case SQLITE -> restoreDatabase(config, file, content, force, progress);
            case EXPORT -> restoreExport(config, file, content, force, progress);
            default ->
                throw new CannotMove(
                    file + " is a backup of the kind " + content.kind() + ", which is not known");
          }
          return "Restored " + MoveData.shown(config) + " from " + file + ".";
        });
  }

  private static void refuseRestore(AppConfig config, Path file, boolean force) {
    if (!config.dataServer().startsWith(AppConfig.SQLITE)) {
      throw new CannotMove(
          file
              + " holds an SQLite database: restore it to --data-server sqlite:FOLDER, then move it"
              + " by limpd export and limpd import");
    }
    Path folder = config.dataFolder();
    String name = config.dataName();
    Backup.refuseInUse(folder, name);
    if (!force && Files.exists(folder.resolve(name + ".db"))) {
      throw new CannotMove(
          "There is a database "
              + name
              + " in "
              + folder
              + " already: choose another --data-name, or --force to put the backup in its place");
    }
  }

  private static void restoreDatabase(
      AppConfig config, Path file, Archive.Content content, boolean force, Progress progress)
      throws IOException {
    Path folder = config.dataFolder();
    String name = config.dataName();
    Archive.Entry database =
        content.entries().stream()
            .filter(entry -> entry.name().equals(DATABASE))
            .findFirst()
            .orElseThrow(() -> new CannotMove(file + " holds no database"));
    OwnerOnly.folder(folder);
    try (WorkFolder work = workFolder(folder.toAbsolutePath())) {
      Path copy = work.path().resolve(DATABASE);
      Archive.extract(file, database, copy, progress);
      // The contents first: a database that is there has all of its contents.
      FolderFileStore files = new FolderFileStore(folder, InstantSource.system());
      AtomicInteger done = new AtomicInteger();
      Archive.each(
          file,
          content,
          "files/",
          (entry, bytes) -> {
            files.put(bytes);
            done.incrementAndGet();
            progress.at("Files: " + done + " of " + (content.entries().size() - 1));
          });
      Backup.restore(copy, folder, name, force);
    } catch (FileAlreadyExistsException e) {
      throw new CannotMove("There is a database already: " + e.getMessage());
    }
  }

  private static void restoreExport(
      AppConfig config, Path file, Archive.Content content, boolean force, Progress progress)
      throws IOException {
    try (WorkFolder folder = WorkFolder.in(Path.of(System.getProperty("java.io.tmpdir")))) {
      Path work = folder.path();
      for (Archive.Entry entry : content.entries()) {
        Path to = work.resolve(entry.name());
        Files.createDirectories(to.resolve("..").normalize());
        Archive.extract(file, entry, to, progress);
      }
      Import.Checked export = Import.check(work.resolve(EXPORT), progress);
      Databases.Opened opened = Databases.open(config, InstantSource.system());
      try (Data data = opened.data()) {
        new Import(data, opened.files(), MoveData.shown(config), progress)
            .restoreFrom(export, force);
      }
    }
  }
}
