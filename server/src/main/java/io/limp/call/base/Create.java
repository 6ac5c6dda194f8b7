package io.limp.call.base;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Reply;
import io.limp.call.Codes;
import io.limp.call.LoadedModule;
import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.NextNumber;
import io.limp.data.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code module/create}: one new document, complete or not at all. */
public final class Create implements WriteMethod {
  private final Data data;
  private final StoreFiles files;

  public Create(Data data, StoreFiles files) {
    this.data = data;
    this.files = files;
  }

  @Override
  public PendingWrite prepare(LoadedModule module, Call call) {
    Doc doc = complete(module, call);
    return new PendingWrite(
        module,
        call,
        Optional.of(new Write.Insert(module.collection(), doc, numbers(module, call, doc))),
        _ ->
            call.find().options().soft()
                ? created(module, files.stored(doc)) // as they were for the write
                : new Reply.Created(doc.id()));
  }

  /** The document as it became: its numbers are known only now. */
  private Reply created(LoadedModule module, Doc doc) {
    boolean numbered =
        module.spec().attrs().stream().anyMatch(attr -> attr.source() == Attr.Source.COUNTER);
    try {
      return new Reply.CreatedDoc(
          numbered ? data.byId(module.collection(), doc.id()).orElse(doc) : doc);
    } catch (DataUnavailable e) {
      return new Reply.Created(doc.id()); // it is there all the same
    }
  }

  private static List<NextNumber> numbers(LoadedModule module, Call call, Doc doc) {
    List<NextNumber> numbers = new ArrayList<>();
    for (Attr<?> attr : module.spec().attrs()) {
      if (attr.type() instanceof AttrType.Counter(var rule)
          && attr.source() == Attr.Source.COUNTER
          && doc.values().get(attr.name()) == null) {
        CounterText text = new CounterText(rule);
        for (String name : text.attrs()) {
          if (doc.values().get(name) == null) {
            throw Codes.missingAttr(module, call, name);
          }
        }
        CounterText.Filled filled = text.filled(doc.values(), call.now());
        String row = text.isContinuous() ? "" : filled.row();
        numbers.add(NextNumber.of(module.collection(), attr.name(), row, filled::with));
      }
    }
    return numbers;
  }

  /**
   * The document with its id, what the server gives, and the defaults; attributes in the order of
   * the module.
   */
  private static Doc complete(LoadedModule module, Call call) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    Id id = call.doc().find(LimpModule.ID).orElseGet(() -> Id.next(call.now()));
    values.put(LimpModule.ID.name(), id);
    for (Attr<?> attr : module.spec().attrs()) {
      if (call.doc().has(attr)) {
        values.put(attr.name(), call.doc().values().get(attr.name()));
      } else {
        Optional<Object> given = byServer(attr, call);
        if (given.isPresent()) {
          values.put(attr.name(), given.get());
        } else if (!attr.isOptional(call.level()) && attr.isAt(call.level())) {
          throw Codes.missingAttr(module, call, attr.name());
        }
      }
    }
    return new Doc(values);
  }

  private static Optional<Object> byServer(Attr<?> attr, Call call) {
    return switch (attr.source()) {
      case OWNER -> Optional.of(call.caller().user());
      case CREATED -> Optional.of(call.now());
      case DOC -> plainDefault(attr);
      case COUNTER -> Optional.empty(); // in the transaction
    };
  }

  private static <T> Optional<Object> plainDefault(Attr<T> attr) {
    return attr.defaultValue().map(attr.type()::plain);
  }
}
