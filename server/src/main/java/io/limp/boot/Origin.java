package io.limp.boot;

import io.limp.api.SourceLine;
import java.nio.file.Path;
import java.util.Optional;

/** Where the code of a package came from; it finds the place of a mistake again. */
sealed interface Origin {
  /** The place that a line of a spec was written at, by a class of the package. */
  Place place(String className, SourceLine source);

  /**
   * The same, pointing at a word: a text in quotes, or the constant that is declared with it. Words
   * of a spec stand on many lines and know the first, so the rest of the statement is looked
   * through.
   */
  default Place place(String className, SourceLine source, String word) {
    return place(className, source).pointingAt(word);
  }

  /** The place where a class begins. */
  Place place(String className);

  /** The place in the class's file where a text stands in quotes, where it can be found. */
  Optional<Place> quoted(String className, String text, int occurrence);

  /** A folder of sources. */
  record Sources(SourceFolder folder) implements Origin {
    @Override
    public Place place(String className, SourceLine source) {
      return file(className)
          .filter(file -> file.name().equals(source.file()))
          .or(() -> folder.named(source.file()))
          .map(file -> file.line(source.line()))
          .orElseGet(() -> place(className));
    }

    @Override
    public Place place(String className, SourceLine source, String word) {
      Place start = place(className, source);
      return file(className)
          .filter(file -> file.name().equals(source.file()))
          .flatMap(
              file ->
                  file.inStatement(source.line(), word)
                      .or(() -> file.inStatement(source.line(), lastStep(word))))
          .orElseGet(() -> start.pointingAt(word));
    }

    @Override
    public Place place(String className) {
      String simple = className.substring(className.lastIndexOf('.') + 1);
      Optional<SourceFile> file = file(className);
      return file.map(found -> found.offset(Math.max(0, found.text().indexOf("class " + simple))))
          .orElseGet(() -> Place.file(SourceFile.shown(folder.path())));
    }

    @Override
    public Optional<Place> quoted(String className, String text, int occurrence) {
      return file(className)
          .flatMap(
              file -> {
                int at = -1;
                for (int i = 0; i < occurrence; i++) {
                  at = file.text().indexOf('"' + text + '"', at + 1);
                  if (at < 0) {
                    return Optional.empty();
                  }
                }
                return Optional.of(file.offset(at + 1));
              });
    }

    /** Of a path such as {@code address.city}. */
    private static String lastStep(String path) {
      return path.substring(path.lastIndexOf('.') + 1);
    }

    private Optional<SourceFile> file(String className) {
      String top =
          className.contains("$") ? className.substring(0, className.indexOf('$')) : className;
      String below = top.substring(folder.name().length() + 1).replace('.', '/') + ".java";
      return folder.files().stream().filter(file -> file.relative().equals(below)).findFirst();
    }
  }

  /** A jar: there is no source, so its own name and the name of the source file have to do. */
  record Jar(Path path) implements Origin {
    @Override
    public Place place(String className, SourceLine source) {
      return new Place(SourceFile.shown(path) + "!" + source.file(), source.line(), 0, "");
    }

    @Override
    public Place place(String className) {
      return Place.file(SourceFile.shown(path) + "!" + className);
    }

    @Override
    public Optional<Place> quoted(String className, String text, int occurrence) {
      return Optional.empty();
    }
  }

  /** Classes that came with the server. */
  record BuiltIn() implements Origin {
    @Override
    public Place place(String className, SourceLine source) {
      return new Place(source.file(), source.line(), 0, "");
    }

    @Override
    public Place place(String className) {
      return Place.file(className);
    }

    @Override
    public Optional<Place> quoted(String className, String text, int occurrence) {
      return Optional.empty();
    }
  }
}
