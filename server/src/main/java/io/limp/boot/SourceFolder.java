package io.limp.boot;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of sources as it was read: one package.
 *
 * <p>Its files say {@code package <folder>;}, or {@code package <folder>.<sub-folder>;} further
 * down. So the classes of two packages never clash, and one package imports from another by the
 * name that everybody sees in the file manager.
 *
 * @param name the folder's name
 * @param files its Java files and those of its sub-folders, by path
 * @param jars what lies in its folder {@code lib}
 * @param texts what lies in its folder {@code l10n}
 */
record SourceFolder(
    String name, Path path, List<SourceFile> files, List<Path> jars, List<SourceFile> texts) {
  private static final Pattern PACKAGE =
      Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;", Pattern.MULTILINE);
  private static final Pattern IMPORT =
      Pattern.compile("^\\s*import\\s+(?:static\\s+)?(\\w+)\\.", Pattern.MULTILINE);

  private static final String LIB = "lib";

  /** A front end beside the sources has thousands of folders there. */
  private static final String FOREIGN = "node_modules";

  static SourceFolder read(Path folder, Problems problems) throws IOException {
    return new SourceFolder(
        folder.getFileName().toString(),
        folder,
        read(folder, filesBelow(folder, ".java"), problems),
        jarsIn(folder.resolve(LIB)),
        read(folder, filesBelow(folder.resolve(ReadTexts.FOLDER), ReadTexts.ENDING), problems));
  }

  /** The same with these files alone. */
  SourceFolder with(List<SourceFile> some) {
    return new SourceFolder(name, path, some, jars, texts);
  }

  private static List<SourceFile> read(Path folder, List<Path> paths, Problems problems)
      throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (Path path : paths) {
      String relative = folder.relativize(path).toString().replace('\\', '/');
      Place place = Place.file(SourceFile.shown(path));
      try {
        files.add(SourceFile.of(path, relative, Files.readString(path)));
      } catch (CharacterCodingException e) {
        problems.error(place, "the file is not UTF-8 text");
      } catch (NoSuchFileException e) {
        // Gone since the folder was listed: whoever changes many files is at it.
      } catch (AccessDeniedException e) {
        problems.error(place, "the file cannot be read: no permission");
      }
    }
    return files;
  }

  /** The jars directly in a folder, by name; none when there is no such folder. */
  static List<Path> jarsIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().endsWith(".jar"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** True for what is nobody's source: hidden files, and the folders of JavaScript's packages. */
  static boolean isHidden(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") || name.equals(FOREIGN);
  }

  /** The files below a folder whose names end so, by path; a link that leads back is left out. */
  private static List<Path> filesBelow(Path folder, String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
            return !inner.equals(folder) && isHidden(inner)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file) && file.toString().endsWith(ending)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // gone, or a circle of links
          }
        });
    found.sort(Comparator.naturalOrder());
    return found;
  }

  /** The file of that name, in whatever sub-folder. */
  Optional<SourceFile> named(String fileName) {
    return files.stream().filter(file -> file.name().equals(fileName)).findFirst();
  }

  /** Those of the packages whose classes this one imports. */
  List<SourceFolder> importsAmong(Collection<SourceFolder> packages) {
    Set<String> names = new HashSet<>();
    for (SourceFile file : files) {
      IMPORT.matcher(file.text()).results().forEach(found -> names.add(found.group(1)));
    }
    return packages.stream()
        .filter(other -> !other.name().equals(name))
        .filter(other -> names.contains(other.name()))
        .toList();
  }

  /** Where it imports from that package. */
  Place placeOfImport(String packageName) {
    for (SourceFile file : files) {
      Matcher matcher = IMPORT.matcher(file.text());
      while (matcher.find()) {
        if (matcher.group(1).equals(packageName)) {
          return file.offset(matcher.start(1));
        }
      }
    }
    return Place.file(SourceFile.shown(path));
  }

  /** Reports every file whose package declaration is not the one of its folder. */
  void checkDeclarations(Problems problems) {
    for (SourceFile file : files) {
      int folders = file.relative().lastIndexOf('/');
      String below =
          folders < 0 ? "" : "." + file.relative().substring(0, folders).replace('/', '.');
      String wanted = name + below;
      Matcher matcher = PACKAGE.matcher(file.text());
      if (!matcher.find()) {
        problems.error(file.line(1), "the file must begin with: package " + wanted + ";");
      } else if (!matcher.group(1).equals(wanted)) {
        problems.error(
            file.offset(matcher.start(1)), "the file's folder makes it: package " + wanted + ";");
      }
    }
  }
}
