package io.limp.api;

/** The arguments of the methods that serve and change the files of a document. */
public final class FileArgs {
  /** 1 to 4096. */
  private static final String SIDE = "([1-9][0-9]{0,2}|[1-3][0-9]{3}|40[0-8][0-9]|409[0-6])";

  private FileArgs() {}

  /** Which attribute has the file: {@code photo}. */
  public static final Attr<String> ATTR = Limp.str("attr");

  /** The name of the file that is fetched. */
  public static final Attr<String> FILENAME = Limp.str("filename");

  /** The box, in pixels, that a thumbnail fits into: {@code 320x200}, 1 to 4096 on each side. */
  public static final Attr<String> THUMB =
      Limp.str("thumb", text -> text.pattern(FileArgs.SIDE + "x" + FileArgs.SIDE));

  /** The file that {@code create_file} adds. */
  public static final Attr<FileRef> FILE = Limp.file("file");

  /** The place, from 0, of the file that {@code delete_file} removes. */
  public static final Attr<Long> INDEX = Limp.integer("index");

  /** The name of that file: it is not removed when another is there by now. */
  public static final Attr<String> NAME = Limp.str("name");
}
