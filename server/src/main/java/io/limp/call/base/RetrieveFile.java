package io.limp.call.base;

import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.FileRef;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import io.limp.call.LoadedModule;
import io.limp.data.Data;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        .flatMap(found -> files(module, found))
        .filter(file -> file.name().equals(name))
        .findFirst()
        .<Reply>map(Reply.Content::new)
        .orElseGet(() -> new Reply.NotFound(NOT_FOUND));
  }

  private static Stream<FileRef> files(LoadedModule module, Doc doc) {
    return module.spec().attrs().stream()
        .filter(attr -> !attr.isHidden())
        .flatMap(attr -> files(attr.type(), doc.values().get(attr.name())));
  }

  private static Stream<FileRef> files(AttrType<?> type, @Nullable Object plain) {
    return switch (type) {
      case AttrType.File file when plain instanceof Map<?, ?> -> Stream.of(file.typed(plain));
      case AttrType.ListOf<?> list when plain instanceof List<?> members ->
          members.stream().flatMap(member -> files(list.of(), member));
      case AttrType.Typed typed when plain instanceof Map<?, ?> object ->
          typed.attrs().stream().flatMap(attr -> files(attr.type(), object.get(attr.name())));
      default -> Stream.empty();
    };
  }
}
