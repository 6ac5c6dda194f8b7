package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import java.time.Instant;
import java.util.Map;

/**
 * Who changed what: the changes of the documents whose modules say {@code .diff()}. It keeps
 * nothing itself; the server reads it from the change log, and shows of a document's history what
 * the reader may read of the document.
 *
 * <p>Clients up to level 6 are told of updates alone, as they always were.
 */
public final class Diff implements LimpModule {
  /** Who made the change. */
  public static final Attr<Id> USER = id("user");

  public static final Attr<String> MODULE = str("module");
  public static final Attr<Id> DOC = id("doc");

  /** The attributes that changed, with their values after the change. */
  public static final Attr<Map<String, Object>> VARS = dict("vars", AttrType.any());

  /** What whoever made it says of it. */
  public static final Attr<String> REMARKS = str("remarks");

  public static final Attr<Instant> CREATE_TIME = datetime("create_time");

  /** What happened to the document. */
  public static final Attr<String> OPER =
      literal("oper", "create", "update", "delete", "undelete").since(Level.SEVEN);

  /** The attributes that changed, with their values before the change. */
  public static final Attr<Map<String, Object>> BEFORE =
      dict("before", AttrType.any()).since(Level.SEVEN);

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("diff").attrs(Diff.class).read(permit("read"));
  }
}
