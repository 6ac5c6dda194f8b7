package io.limp.call;

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
import java.util.List;

/**
 * The way from one module's code to another module: with the caller's permissions, or past them.
 */
final class InnerCalls implements Call.Modules {
  private final ModuleTable modules;
  private final CallPipeline pipeline;

  InnerCalls(ModuleTable modules, CallPipeline pipeline) {
    this.modules = modules;
    this.pipeline = pipeline;
  }

  @Override
  public ModuleCalls trusted(Call from, Class<? extends LimpModule> other) {
    return new Calls(from, modules.of(other), pipeline::trusted);
  }

  @Override
  public ModuleCalls asCaller(Call from, Class<? extends LimpModule> other) {
    return new Calls(from, modules.of(other), pipeline::permitted);
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
      MethodSpec spec = module.spec().methods().get(method);
      if (spec == null) {
        throw new IllegalStateException(module.name() + " has no method " + method);
      }
      Call call =
          new Call(
              module.name(),
              method,
              from.caller(),
              from.level(),
              find,
              Doc.empty(),
              doc,
              from.now(),
              from.modules());
      return entry.run(new Target(module, spec), call);
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
