package io.limp.call;

import io.limp.api.Call;
import io.limp.api.MethodSpec;
import io.limp.api.Reply;
import io.limp.call.base.BaseMethod;
import io.limp.call.base.Create;
import io.limp.call.base.Delete;
import io.limp.call.base.Read;
import io.limp.call.base.RetrieveFile;
import io.limp.call.base.StoreFiles;
import io.limp.call.base.Update;
import io.limp.data.Data;
import io.limp.data.FileStore;

/** The base method or the module's own code. */
final class RunMethod {
  private final BindQuery bind;
  private final BaseMethod read;
  private final BaseMethod create;
  private final BaseMethod update;
  private final BaseMethod delete;
  private final BaseMethod retrieveFile;

  RunMethod(Data data, FileStore files, BindQuery bind) {
    this.bind = bind;
    StoreFiles storeFiles = new StoreFiles(files);
    read = new Read(data);
    create = new Create(data, storeFiles);
    update = new Update(data, storeFiles);
    delete = new Delete(data);
    retrieveFile = new RetrieveFile(data);
  }

  Reply run(LoadedModule module, MethodSpec method, Call call) {
    return switch (method.kind()) {
      case READ -> read.run(module, bound(module, call));
      case CREATE -> create.run(module, call);
      case UPDATE -> update.run(module, bound(module, call));
      case DELETE -> delete.run(module, bound(module, call));
      case RETRIEVE_FILE -> retrieveFile.run(module, bound(module, call));
      case OWN ->
          method
              .action()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          module.name() + "." + method.name() + " runs nothing"))
              .apply(call);
    };
  }

  private Call bound(LoadedModule module, Call call) {
    return call.withFind(bind.bind(module, call, call.find()));
  }
}
