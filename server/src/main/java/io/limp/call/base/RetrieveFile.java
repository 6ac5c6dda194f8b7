package io.limp.call.base;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.FileArgs;
import io.limp.api.FileRef;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.LoadedModule;
import io.limp.data.Data;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code module/retrieve_file}: the file of that name that one of the document's attributes holds,
 * or a thumbnail of it. Level 1 does not say which attribute.
 */
public final class RetrieveFile implements BaseMethod {
  private static final Reply NOT_FOUND = new Reply.NotFound("404 NOT FOUND");
  private static final Reply NOT_FOUND_1 = new Reply.NotFound("Requested content not found.");

  private final Data data;
  private final Thumbnails thumbnails;

  public RetrieveFile(Data data, Thumbnails thumbnails) {
    this.data = data;
    this.thumbnails = thumbnails;
  }

  @Override
  public Reply run(LoadedModule module, Call call) {
    Optional<Doc> doc = data.read(module.collection(), call.find().limit(1)).first();
    Optional<String> nameAlone = call.args().find(ModuleSpec.FILE_NAME);
    if (nameAlone.isPresent()) {
      return doc.flatMap(found -> named(attrs(module, call), found, nameAlone.get()))
          .<Reply>map(Reply.Content::new)
          .orElse(NOT_FOUND_1);
    }
    if (doc.isEmpty()) {
      throw Refusal.badRequest("NOT_FOUND", "File not found.");
    }
    String name = call.args().get(FileArgs.ATTR);
    Stream<Attr<?>> attr = attrs(module, call).filter(each -> each.name().equals(name));
    Optional<FileRef> file = named(attr, doc.get(), call.args().get(FileArgs.FILENAME));
    Optional<String> box = call.args().find(FileArgs.THUMB);
    return file.isEmpty()
        ? NOT_FOUND
        : box.isEmpty() ? new Reply.Content(file.get()) : thumbnails.of(file.get(), box.get());
  }

  private static Stream<Attr<?>> attrs(LoadedModule module, Call call) {
    return module.spec().attrs().stream()
        .filter(attr -> !attr.isHidden() && attr.isAt(call.level()));
  }

  private static Optional<FileRef> named(Stream<Attr<?>> attrs, Doc doc, String name) {
    return attrs
        .flatMap(attr -> files(attr.type(), doc.values().get(attr.name())))
        .filter(file -> file.name().equals(name))
        .findFirst();
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
