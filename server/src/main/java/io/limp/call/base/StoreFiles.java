package io.limp.call.base;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.FileRef;
import io.limp.call.IncomingFile;
import io.limp.data.DataUnavailable;
import io.limp.data.FileStore;
import io.limp.data.NextNumber;
import io.limp.data.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps the contents of the files that came with a doc, and puts in their place where they lie. */
public final class StoreFiles {
  private static final AttrType.File ANY_FILE = new AttrType.File(List.of());

  private final FileStore store;

  public StoreFiles(FileStore store) {
    this.store = store;
  }

  /** The write with every file stored. */
  public PendingWrite stored(PendingWrite pending) {
    return pending.with(pending.write().map(this::stored));
  }

  private Write stored(Write write) {
    return switch (write) {
      case Write.Insert(String collection, Doc doc, List<NextNumber> numbers) ->
          new Write.Insert(collection, stored(doc), numbers);
      case Write.Update update ->
          new Write.Update(
              update.collection(),
              update.where(),
              stored(update.changes()),
              update.version(),
              update.remarks());
      case Write.Delete _, Write.Undelete _ -> write;
    };
  }

  /** The doc with every file stored; asked once more, it gives the same. */
  public Doc stored(Doc doc) {
    if (!hasFiles(doc.values())) {
      return doc;
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>(doc.values());
    values.replaceAll((name, value) -> stored(value));
    return new Doc(values);
  }

  private @Nullable Object stored(@Nullable Object value) {
    if (value instanceof IncomingFile file) {
      return ANY_FILE.plain(keep(file));
    }
    if (value instanceof Edit edit) {
      return stored(edit);
    }
    if (value instanceof List<?> list && hasFiles(list)) {
      List<@Nullable Object> all = new ArrayList<>();
      list.forEach(member -> all.add(stored(member)));
      return all;
    }
    if (value instanceof Map<?, ?> object && hasFiles(object)) {
      Map<String, @Nullable Object> all = new LinkedHashMap<>();
      object.forEach((name, member) -> all.put((String) name, stored(member)));
      return all;
    }
    return value;
  }

  /** Only these hold values that a document may come to hold. */
  private Edit stored(Edit edit) {
    return switch (edit) {
      case Edit.SetOnce(Object value) -> new Edit.SetOnce(present(value));
      case Edit.Append(List<Object> members, boolean unique) ->
          new Edit.Append(members.stream().map(this::present).toList(), unique);
      case Edit.SetIndex(int index, Object member) -> new Edit.SetIndex(index, present(member));
      case Edit.Add _, Edit.Multiply _, Edit.Remove _, Edit.Unset _ -> edit;
    };
  }

  private Object present(Object value) {
    return Objects.requireNonNull(stored(value));
  }

  private static boolean hasFiles(@Nullable Object value) {
    return switch (value) {
      case IncomingFile _, Edit _ -> true;
      case List<?> list -> list.stream().anyMatch(StoreFiles::hasFiles);
      case Map<?, ?> object -> object.values().stream().anyMatch(StoreFiles::hasFiles);
      case null, default -> false;
    };
  }

  /**
   * Keeps the content of one.
   *
   * @throws DataUnavailable when that cannot be done
   */
  public FileRef keep(IncomingFile file) {
    try {
      FileStore.Stored stored = file.content().keepIn(store);
      return new FileRef(
          file.name(), file.type(), stored.size(), file.lastModified(), stored.hash());
    } catch (IOException e) {
      throw new DataUnavailable("The content of " + file.name() + " could not be stored", e);
    }
  }
}
