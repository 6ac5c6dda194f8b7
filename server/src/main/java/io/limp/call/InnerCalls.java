package io.limp.call;

import io.limp.api.Batch;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Message;
import io.limp.api.MethodSpec;
import io.limp.api.ModuleCalls;
import io.limp.api.Query;
import io.limp.api.Reply;
import io.limp.api.Texts;
import io.limp.call.FindMethod.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The way from one module's code to another module, with the caller's permissions or past them, and
 * outside. Each call has one of its own, which remembers the messages that it sends.
 */
final class InnerCalls implements Call.Modules {
  private final ModuleTable modules;
  private final CallPipeline pipeline;
  private final RunBatch runBatch;
  private final PutInOutbox outbox;
  private final Texts texts;
  private final Outgoing outgoing = new Outgoing();

  InnerCalls(
      ModuleTable modules,
      CallPipeline pipeline,
      RunBatch runBatch,
      PutInOutbox outbox,
      Texts texts) {
    this.modules = modules;
    this.pipeline = pipeline;
    this.runBatch = runBatch;
    this.outbox = outbox;
    this.texts = texts;
  }

  /** The same ways, for another call. */
  InnerCalls ofOneCall() {
    return new InnerCalls(modules, pipeline, runBatch, outbox, texts);
  }

  /** The messages that the call has sent and that are not written yet. */
  static Outgoing outgoing(Call call) {
    if (call.modules() instanceof InnerCalls ours) {
      return ours.outgoing;
    }
    throw new IllegalStateException(
        "A hook of " + call.module() + "/" + call.method() + " has made up a call of its own");
  }

  @Override
  public void send(Call from, Message message) {
    outbox.check(message);
    outgoing.add(message);
  }

  @Override
  public Texts texts() {
    return texts;
  }

  @Override
  public String text(Call from, String key, String locale) {
    String packageName = modules.named(from.module()).orElseThrow().packageName();
    return texts
        .find(packageName, key, locale)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The package " + packageName + " has no text \"" + key + '"'));
  }

  /** What the inner call has sent since its own write, it has sent for the outer one. */
  static void handOver(Call inner, Call outer) {
    outgoing(inner).take().forEach(outgoing(outer)::add);
  }

  @Override
  public ModuleCalls trusted(Call from) {
    LoadedModule called =
        modules
            .named(from.module())
            .orElseThrow(() -> new IllegalStateException("There is no module " + from.module()));
    return trusted(from, called.original());
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
    private final List<Message> messages = new ArrayList<>();

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

    @Override
    public Batch send(Message message) {
      outbox.check(message);
      messages.add(message);
      return this;
    }

    /** What was gathered, which this batch has no more; its messages go with the first of it. */
    List<RunBatch.Waiting> take() {
      List<RunBatch.Waiting> all = List.copyOf(waiting);
      waiting.clear();
      messages.forEach((all.isEmpty() ? outgoing : outgoing(all.getFirst().call()))::add);
      messages.clear();
      return all;
    }

    @Override
    public List<Reply> commit() {
      List<RunBatch.Waiting> all = take();
      if (all.isEmpty()) {
        return List.of();
      }
      List<Reply> replies = unwrapped(() -> runBatch.commit(all));
      all.forEach(each -> handOver(each.call(), from));
      return replies;
    }
  }

  static Target target(LoadedModule module, String method) {
    MethodSpec spec = module.spec().methods().get(method);
    if (spec == null) {
      throw AuthorsFault.ofCaller(module.name() + " has no method " + method);
    }
    return new Target(module, spec);
  }

  private Call call(Call from, LoadedModule module, String method, Find find, Doc doc) {
    return new Call(
        module.name(),
        method,
        from.caller(),
        from.level(),
        find,
        Doc.empty(),
        doc,
        from.now(),
        ofOneCall(),
        List.of());
  }

  /** What an inner call has written is its caller's business, not the client's. */
  private static <T> T unwrapped(Supplier<T> inner) {
    try {
      return inner.get();
    } catch (BehindCommit.Failed e) {
      throw e.unwrapped();
    }
  }

  /** Where the call enters the pipeline. */
  private interface Entry {
    Reply run(Target target, Call call);
  }

  private final class Calls implements ModuleCalls {
    private final Call from;
    private final LoadedModule module;
    private final Entry entry;

    Calls(Call from, LoadedModule module, Entry entry) {
      this.from = from;
      this.module = module;
      this.entry = entry;
    }

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
      Call inner = InnerCalls.this.call(from, module, method, find, doc);
      Reply reply = unwrapped(() -> entry.run(target(module, method), inner));
      handOver(inner, from);
      return reply;
    }

    private <R extends Reply> R expect(Class<R> type, Reply reply) {
      if (!type.isInstance(reply)) {
        throw AuthorsFault.ofCaller(
            module.name() + " answered " + reply + " instead of " + type.getSimpleName());
      }
      return type.cast(reply);
    }
  }
}
