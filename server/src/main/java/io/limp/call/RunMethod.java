package io.limp.call;

import io.limp.api.Call;
import io.limp.api.MethodSpec;
import io.limp.api.Reply;
import io.limp.call.base.BaseMethod;
import io.limp.call.base.CommitWrites;
import io.limp.call.base.Create;
import io.limp.call.base.CreateFile;
import io.limp.call.base.Delete;
import io.limp.call.base.DeleteFile;
import io.limp.call.base.PendingWrite;
import io.limp.call.base.Read;
import io.limp.call.base.RetrieveFile;
import io.limp.call.base.StoreFiles;
import io.limp.call.base.Thumbnails;
import io.limp.call.base.Undelete;
import io.limp.call.base.Update;
import io.limp.call.base.WriteMethod;
import io.limp.core.Diff;
import io.limp.data.Data;
import io.limp.data.Write;
import java.util.ArrayList;
import java.util.List;

/** The base method or the module's own code. */
final class RunMethod {
  private final BindQuery bind;
  private final BaseMethod read;
  private final WriteMethod create;
  private final WriteMethod update;
  private final WriteMethod delete;
  private final WriteMethod undelete = new Undelete();
  private final ReadDiff readDiff;
  private final WriteMethod createFile;
  private final WriteMethod deleteFile;
  private final CommitWrites commit;
  private final PutInOutbox outbox;
  private final NotifyUsers notifyUsers;
  private final StoreFiles storeFiles;
  private final BaseMethod retrieveFile;
  private final RunOwn runOwn;

  RunMethod(
      Data data,
      StoreFiles storeFiles,
      Thumbnails thumbnails,
      BindQuery bind,
      PutInOutbox outbox,
      NotifyUsers notifyUsers,
      ReadDiff readDiff,
      boolean debug) {
    this.readDiff = readDiff;
    this.bind = bind;
    this.outbox = outbox;
    this.notifyUsers = notifyUsers;
    this.storeFiles = storeFiles;
    read = new Read(data);
    create = new Create(data, storeFiles);
    update = new Update(data);
    delete = new Delete(data);
    createFile = new CreateFile(data, update);
    deleteFile = new DeleteFile(data);
    commit = new CommitWrites(data);
    retrieveFile = new RetrieveFile(data, thumbnails);
    runOwn = new RunOwn(storeFiles, debug);
  }

  Reply run(LoadedModule module, MethodSpec method, Call call) {
    return switch (method.kind()) {
      case READ ->
          module.module() instanceof Diff // which keeps its documents nowhere
              ? readDiff.run(module, bound(module, call))
              : read.run(module, bound(module, call));
      case CREATE, UPDATE, DELETE, UNDELETE, CREATE_FILE, DELETE_FILE ->
          commit(List.of(prepare(module, method, call))).getFirst();
      case RETRIEVE_FILE -> retrieveFile.run(module, bound(module, call));
      case UNDO -> throw new IllegalStateException("An undo runs as what it undoes: " + method);
      case OWN -> runOwn.run(module, method, call);
    };
  }

  /**
   * The write of a method that writes, to be committed alone or with others.
   *
   * @throws IllegalArgumentException for a method that is none of these
   */
  PendingWrite prepare(LoadedModule module, MethodSpec method, Call call) {
    return switch (method.kind()) {
      case CREATE -> create.prepare(module, call);
      case UPDATE -> update.prepare(module, bound(module, call));
      case DELETE -> delete.prepare(module, bound(module, call));
      case UNDELETE -> undelete.prepare(module, bound(module, call));
      case CREATE_FILE -> createFile.prepare(module, bound(module, call));
      case DELETE_FILE -> deleteFile.prepare(module, bound(module, call));
      case READ, RETRIEVE_FILE, UNDO, OWN ->
          throw new IllegalArgumentException(method.name() + " does not write");
    };
  }

  /**
   * Writes all or nothing, and with it the messages that these calls send and the notifications
   * that they cause. The contents of their files are kept only now that none of them is refused.
   */
  List<Reply> commit(List<PendingWrite> prepared) {
    List<PendingWrite> pending = prepared.stream().map(storeFiles::stored).toList();
    List<Write> along = new ArrayList<>();
    for (PendingWrite one : pending) {
      if (one.write().isPresent()) {
        along.addAll(outbox.writes(one.call(), InnerCalls.outgoing(one.call()).take()));
        along.addAll(notifyUsers.writes(one));
      }
    }
    return commit.commit(pending, along);
  }

  private Call bound(LoadedModule module, Call call) {
    return call.withFind(bind.bind(module, call, call.find()));
  }
}
