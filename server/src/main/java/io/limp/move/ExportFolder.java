package io.limp.move;

import io.limp.data.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where an export lies, readable for its owner only.
 *
 * <pre>
 * manifest.json               what is in it; there when the export is finished
 * documents/staff.jsonl       a collection, see {@link DocLine}
 * documents/staff.jsonl.part  one that is being written
 * changes.jsonl               the change log, see {@link ChangeLine}
 * contents.txt                the files' contents: SHA-256, a blank, how many bytes
 * files/ab/ab12...            a content, by its SHA-256
 * unfinished.json             what an interrupted export was made from; gone when it is finished
 * </pre>
 */
record ExportFolder(Path path) {
  static final String CONTENTS = "contents.txt";
  static final String CHANGES = "changes.jsonl";
  static final String UNFINISHED = "unfinished.json";
  private static final String PART = ".part";
  private static final Pattern OWN_NAME = Pattern.compile("documents/[A-Za-z0-9_-]+\\.jsonl");

  static String documents(String collection) {
    return "documents/" + collection + ".jsonl";
  }

  /** True for a path that an export gives to one of its files: none leads out of the folder. */
  static boolean isOwnName(String file) {
    return file.equals(CONTENTS) || file.equals(CHANGES) || OWN_NAME.matcher(file).matches();
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Where a file is written before it is complete. */
  Path part(String name) {
    return path.resolve(name + PART);
  }

  Path content(String hash) {
    return contents(hash).resolve(hash);
  }

  /** The folder of a content. */
  Path contents(String hash) {
    return path.resolve("files").resolve(hash.substring(0, 2));
  }

  boolean isEmpty() throws IOException {
    if (!Files.exists(path)) {
      return true;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  /** Opens a file for writing, which only its owner may read; makes it where it is not there. */
  static FileChannel writing(Path file) throws IOException {
    OwnerOnly.file(file);
    return FileChannel.open(file, StandardOpenOption.WRITE);
  }

  /** Gives the file its name, now that it is complete and on the disk. */
  void complete(String name) throws IOException {
    Files.move(part(name), file(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
