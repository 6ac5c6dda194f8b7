package io.limp.call.base;

import io.limp.api.Call;
import io.limp.api.Refusal;
import io.limp.call.LoadedModule;
import io.limp.data.Data;

/**
 * {@code module/create_file}: adds a file to one document. The call's doc is already the change
 * that an update would bring.
 */
public final class CreateFile implements WriteMethod {
  private final Data data;
  private final WriteMethod update;

  public CreateFile(Data data, WriteMethod update) {
    this.data = data;
    this.update = update;
  }

  /** The document is looked for first: the content of a file that nothing takes is not kept. */
  @Override
  public PendingWrite prepare(LoadedModule module, Call call) {
    if (data.read(module.collection(), call.find().limit(1)).isEmpty()) {
      throw noDoc();
    }
    return update.prepare(module, call);
  }

  static Refusal noDoc() {
    return Refusal.badRequest("INVALID_DOC", "Doc is invalid.");
  }
}
