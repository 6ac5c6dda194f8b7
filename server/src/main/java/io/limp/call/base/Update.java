package io.limp.call.base;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Limp;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import io.limp.api.Reply;
import io.limp.call.LoadedModule;
import io.limp.data.Data;
import io.limp.data.Write;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code module/update}: sets attributes of every document that the query asks for. A null in the
 * doc changes nothing; an {@link io.limp.api.Edit} changes what is there. With {@code _ver} it does
 * so only while the document is of that version.
 */
public final class Update implements WriteMethod {
  /** Stands in a doc for the history: what is said of the change. No client can give it. */
  public static final Attr<String> REMARKS = Limp.str("__remarks");

  private final SystemDocs systemDocs;

  public Update(Data data) {
    systemDocs = new SystemDocs(data);
  }

  @Override
  public PendingWrite prepare(LoadedModule module, Call call) {
    Doc changes = changes(call.doc());
    if (changes.isEmpty()) {
      return new PendingWrite(module, call, Optional.empty(), _ -> new Reply.NothingToUpdate());
    }
    Query where = call.find().where();
    systemDocs.refuseStripping(module, where, changes);
    Write update =
        new Write.Update(
            module.collection(), where, changes, version(call.doc()), remarks(call.doc()));
    return new PendingWrite(
        module,
        call,
        Optional.of(update),
        written -> new Reply.Updated(written.ids(), written.count()));
  }

  /** The version that the caller has seen, where the doc says so. */
  private static OptionalLong version(Doc doc) {
    return doc.find(LimpModule.VERSION).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  static String remarks(Doc doc) {
    return doc.find(REMARKS).orElse("");
  }

  private static Doc changes(Doc doc) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>(doc.values());
    values.remove(LimpModule.ID.name());
    values.remove(LimpModule.VERSION.name());
    values.remove(REMARKS.name());
    values.values().removeIf(value -> value == null);
    return new Doc(values);
  }
}
