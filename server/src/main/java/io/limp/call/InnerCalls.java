package io.limp.call;

import io.limp.api.Batch;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.MethodSpec;
import io.limp.api.ModuleCalls;
import io.limp.api.Query;
import io.limp.api.Reply;
import io.limp.call.FindMethod.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from one module's code to another module: with the caller's permissions, or past them.
 */
final class InnerCalls implements Call.Modules {
  private final ModuleTable modules;
  private final CallPipeline pipeline;
  private final RunBatch runBatch;

  InnerCalls(ModuleTable modules, CallPipeline pipeline, RunBatch runBatch) {
    this.modules = modules;
    this.pipeline = pipeline;
    this.runBatch = runBatch;
  }

  @Override
  public ModuleCalls trusted(Call from, Class<? extends LimpModule> other) {
    return new Calls(from, modules.of(other), pipeline::trusted);
  }

  @Override
  public ModuleCalls asCaller(Call from, Class<? extends LimpModule> other) {
    return new Calls(from, modules.of(other), pipeline::permitted);
  }

  @Override
  public Batch batch(Call from, boolean trusted) {
    return new Together(from, trusted);
  }

  /** One batch being gathered, by one thread. */
  final class Together implements Batch {
    private final Call from;
    private final boolean trusted;
    private final List<RunBatch.Waiting> waiting = new ArrayList<>();

    private Together(Call from, boolean trusted) {
      this.from = from;
      this.trusted = trusted;
    }

    @Override
    public Batch create(Class<? extends LimpModule> module, Doc doc) {
      return add(module, "create", Query.everything(), doc);
    }

    @Override
    public Batch update(Class<? extends LimpModule> module, Query where, Doc changes) {
      return add(module, "update", where, changes);
    }

    @Override
    public Batch delete(Class<? extends LimpModule> module, Query where) {
      return add(module, "delete", where, Doc.empty());
    }

    private Batch add(Class<? extends LimpModule> other, String method, Query where, Doc doc) {
      LoadedModule module = modules.of(other);
      Target target = target(module, method);
      Call call = call(from, module, method, Find.where(where), doc);
      waiting.add(runBatch.prepare(target, call, trusted));
      return this;
    }

    /** What was gathered, which this batch has no more. */
    List<RunBatch.Waiting> take() {
      List<RunBatch.Waiting> all = List.copyOf(waiting);
      waiting.clear();
      return all;
    }

    @Override
    public List<Reply> commit() {
      List<RunBatch.Waiting> all = take();
      return all.isEmpty() ? List.of() : runBatch.commit(all);
    }
  }

  private static Target target(LoadedModule module, String method) {
    MethodSpec spec = module.spec().methods().get(method);
    if (spec == null) {
      throw new IllegalStateException(module.name() + " has no method " + method);
    }
    return new Target(module, spec);
  }

  private static Call call(Call from, LoadedModule module, String method, Find find, Doc doc) {
    return new Call(
        module.name(),
        method,
        from.caller(),
        from.level(),
        find,
        Doc.empty(),
        doc,
        from.now(),
        from.modules(),
        List.of());
  }

  /** Where the call enters the pipeline. */
  private interface Entry {
    Reply run(Target target, Call call);
  }

  private record Calls(Call from, LoadedModule module, Entry entry) implements ModuleCalls {
    @Override
    public Docs read(Find find) {
      return expect(Reply.Found.class, call("read", find.unexpanded(), Doc.empty())).docs();
    }

    @Override
    public Id create(Doc doc) {
      return expect(Reply.Created.class, call("create", Find.where(Query.everything()), doc)).id();
    }

    @Override
    public List<Id> update(Query where, Doc changes) {
      return call("update", Find.where(where), changes) instanceof Reply.Updated updated
          ? updated.ids()
          : List.of();
    }

    @Override
    public List<Id> delete(Query where) {
      return expect(Reply.Deleted.class, call("delete", Find.where(where), Doc.empty())).ids();
    }

    @Override
    public Reply call(String method, Find find, Doc doc) {
      return entry.run(target(module, method), InnerCalls.call(from, module, method, find, doc));
    }

    private <R extends Reply> R expect(Class<R> type, Reply reply) {
      if (!type.isInstance(reply)) {
        throw new IllegalStateException(
            module.name() + " answered " + reply + " instead of " + type.getSimpleName());
      }
      return type.cast(reply);
    }
  }
}
