package io.limp.call.base;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.FileRef;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import io.limp.call.LoadedModule;
import io.limp.data.Data;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code GET /module/retrieve_file/_id/name}: the file of that name that one of the document's
 * attributes holds.
 */
public final class RetrieveFile implements BaseMethod {
  private static final String NOT_FOUND = "Requested content not found.";

  private final Data data;

  public RetrieveFile(Data data) {
    this.data = data;
  }

  @Override
  public Reply run(LoadedModule module, Call call) {
    String name = call.args().get(ModuleSpec.FILE_NAME);
    Optional<Doc> doc = data.read(module.collection(), call.find().limit(1)).first();
    return doc.stream()
        .flatMap(found -> module.spec().attrs().stream().flatMap(attr -> files(found, attr)))
        .filter(file -> file.name().equals(name))
        .findFirst()
        .<Reply>map(Reply.Content::new)
        .orElseGet(() -> new Reply.NotFound(NOT_FOUND));
  }

  private static Stream<FileRef> files(Doc doc, Attr<?> attr) {
    Object plain = doc.values().get(attr.name());
    if (plain == null) {
      return Stream.empty();
    }
    return switch (attr.type()) {
      case AttrType.File type -> Stream.of(type.typed(plain));
      case AttrType.ListOf<?>(AttrType.File type) -> ((List<?>) plain).stream().map(type::typed);
      default -> Stream.empty();
    };
  }
}
