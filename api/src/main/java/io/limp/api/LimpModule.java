package io.limp.api;

/**
 * A module: what its documents look like, what its methods are, and who may call them.
 *
 * <p>Write one as a public final class with a public constructor that takes nothing; its attributes
 * are public constants, its methods stand in {@link #spec()}. The server makes one instance and
 * calls it from many threads: keep no state in it.
 */
public interface LimpModule {
  /** The id that every document has. */
  Attr<Id> ID = Attr.byServer("_id", new AttrType.IdType(), Attr.Source.DOC);

  /**
   * How often a document was written, from 1 on: shown where {@code $ver} asks for it; in an
   * update's doc, the version that the document must still have.
   */
  Attr<Long> VERSION = Attr.byServer("_ver", new AttrType.Int(), Attr.Source.DOC);

  /** Asked once, at start. */
  ModuleSpec spec();
}
