package io.limp.call.base;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.FileArgs;
import io.limp.api.LimpModule;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.Codes;
import io.limp.call.LoadedModule;
import io.limp.data.Data;
import io.limp.data.TypeRules;
import io.limp.data.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code module/delete_file}: removes the file at a place of a document's list, if it has the name
 * that the caller knows it by. The document must still be of the version that was looked at when it
 * is written: of two calls that come at a time one is refused.
 */
public final class DeleteFile implements WriteMethod {
  private final Data data;

  public DeleteFile(Data data) {
    this.data = data;
  }

  @Override
  public PendingWrite prepare(LoadedModule module, Call call) {
    Doc doc =
        data.read(module.collection(), call.find().limit(1).withVersions())
            .first()
            .orElseThrow(CreateFile::noDoc);
    Attr<?> attr = module.spec().attr(call.args().get(FileArgs.ATTR)).orElseThrow();
    List<@Nullable Object> rest = without(call, doc.values().get(attr.name()));
    Optional<String> broken = TypeRules.broken(attr.type(), rest);
    if (broken.isPresent()) {
      throw Codes.invalidAttr(module, attr.name(), broken.get());
    }
    Write update =
        new Write.Update(
            module.collection(),
            call.find().where(),
            call.doc().withPlain(attr.name(), Collections.unmodifiableList(rest)),
            OptionalLong.of(doc.get(LimpModule.VERSION)));
    return new PendingWrite(
        module,
        call,
        Optional.of(update),
        written -> new Reply.Updated(written.ids(), written.count())); // none: it went meanwhile
  }

  private static List<@Nullable Object> without(Call call, @Nullable Object value) {
    if (!(value instanceof List<?> files) || files.isEmpty()) {
      throw Refusal.badRequest("INVALID_DOC_ATTR", "Doc attr is invalid.");
    }
    long index = call.args().find(FileArgs.INDEX).orElse(-1L);
    if (index < 0 || index >= files.size()) {
      throw Refusal.badRequest("INVALID_INDEX", "Index is invalid.");
    }
    if (!(files.get((int) index) instanceof Map<?, ?> file && file.get("name") != null)) {
      throw Refusal.badRequest("INVALID_INDEX_VALUE", "Index value is invalid.");
    }
    if (!Objects.equals(file.get("name"), call.args().find(FileArgs.NAME).orElse(""))) {
      throw Refusal.badRequest("FILE_NAME_MISMATCH", "File name in query doesn't match value.");
    }
    List<@Nullable Object> rest = new ArrayList<>(files);
    rest.remove((int) index);
    return rest;
  }
}
