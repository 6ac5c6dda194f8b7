package io.limp.api;

/** The arguments of the methods that serve and change the files of a document. */
public final class FileArgs {
  private FileArgs() {}

  /** Which attribute has the file: {@code photo}. */
  public static final Attr<String> ATTR = Limp.str("attr");

  /** The name of the file that is fetched. */
  public static final Attr<String> FILENAME = Limp.str("filename");

  /**
   * The box, in pixels, that a thumbnail fits into: {@code 320x200}; 1 to {@link #MOST_PIXELS} on
   * each side.
   */
  public static final Attr<String> THUMB =
      Limp.str("thumb", text -> text.pattern("[1-9][0-9]{0,3}x[1-9][0-9]{0,3}"));

  /** The longest side of a thumbnail's box. */
  public static final int MOST_PIXELS = 4096;

  /** The file that {@code create_file} adds. */
  public static final Attr<FileRef> FILE = Limp.file("file");

  /** The place, from 0, of the file that {@code delete_file} removes. */
  public static final Attr<Long> INDEX = Limp.integer("index");

  /** The name of that file: it is not removed when another is there by now. */
  public static final Attr<String> NAME = Limp.str("name");
}
