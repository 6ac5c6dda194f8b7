package io.limp.call;

import io.limp.api.Call;
import io.limp.api.Caller;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.MethodSpec;
import io.limp.api.Permit;
import io.limp.api.Query;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.FindMethod.Target;
import io.limp.call.base.StoreFiles;
import io.limp.call.base.Thumbnails;
import io.limp.call.query.QueryLimits;
import io.limp.call.query.ReadQuery;
import io.limp.call.query.ReadQuery.Asked;
import io.limp.data.Data;
import io.limp.data.FileStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What happens to a call, in order, one step a line. Every way into the server goes through {@link
 * #run}: the websocket, HTTP, and module code that calls another module as its caller.
 */
public final class CallPipeline {
  private final ModuleTable modules;
  private final Sessions sessions;
  private final InstantSource clock;
  private final CheckArgs checkArgs;
  private final HttpRoutes httpRoutes;
  private final ReadQuery readQuery;
  private final CheckAsked checkAsked;
  private final ConvertDoc convertDoc;
  private final CheckPast checkPast;
  private final RunMethod runMethod;
  private final Undo undo;
  private final CheckReadable checkReadable;
  private final ShowDocs showDocs;
  private final PutInOutbox outbox;
  private final RunBatch runBatch;
  private final InnerCalls innerCalls;

  /**
   * @param debug true: authors are told what helps them
   */
  public CallPipeline(
      ModuleTable modules,
      Sessions sessions,
      Data data,
      FileStore files,
      Declared declared,
      QueryLimits limits,
      InstantSource clock,
      boolean debug) {
    List<String> locales = declared.locales();
    this.modules = modules;
    this.sessions = sessions;
    this.clock = clock;
    checkArgs = new CheckArgs(locales);
    httpRoutes = new HttpRoutes(modules, locales);
    readQuery = new ReadQuery(modules, locales, limits);
    checkAsked = new CheckAsked(modules);
    convertDoc = new ConvertDoc(locales);
    StoreFiles storeFiles = new StoreFiles(files);
    outbox = new PutInOutbox(modules, data, storeFiles, declared.gateways());
    BindQuery bind = new BindQuery(data, modules, limits.joined());
    NotifyUsers notifyUsers = new NotifyUsers(data, modules, bind, declared.events());
    checkPast = new CheckPast(modules);
    runMethod =
        new RunMethod(
            data,
            storeFiles,
            new Thumbnails(files),
            bind,
            outbox,
            notifyUsers,
            new ReadDiff(data, modules, bind),
            debug);
    undo = new Undo(this, data, bind);
    checkReadable = new CheckReadable(this);
    showDocs = new ShowDocs(modules, data, bind);
    runBatch = new RunBatch(this, runMethod, outbox);
    innerCalls = new InnerCalls(modules, this, runBatch, outbox, declared.texts());
  }

  /**
   * Runs a call that came in.
   *
   * @throws io.limp.api.Refusal when it is refused; nothing was written then
   * @throws BehindCommit.Failed when what follows its write failed
   */
  public Reply run(Request request) {
    if (RunBatch.isAskedFor(request)) {
      return runBatch.run(request);
    }
    Entered entered = enter(request);
    return withRest(entered.call(), permitted(entered.target(), entered.call()));
  }

  /** The reply, once all that the call has sent is in the outbox. */
  private Reply withRest(Call call, Reply reply) {
    return BehindCommit.run(
        reply,
        () -> {
          outbox.rest(call);
          return reply;
        });
  }

  /** The paths by which methods are reached over HTTP. */
  HttpRoutes httpRoutes() {
    return httpRoutes;
  }

  /**
   * Whether the caller may call at all, to be asked before a long body is read.
   *
   * @throws Refusal when they may not
   */
  void admit(Request request) {
    Target target = FindMethod.find(modules, request);
    CheckPermit.check(target.module(), target.method(), sessions.attach(request));
  }

  /**
   * Runs a method that nobody has asked for.
   *
   * @param user as whom, with the permissions that they have now; empty: as the server itself, past
   *     all permissions
   * @throws io.limp.api.Refusal when it is refused; nothing was written then
   */
  public Reply runJob(
      Class<? extends LimpModule> module, String method, Doc doc, Optional<Id> user) {
    Target target = InnerCalls.target(modules.of(module), method);
    Caller caller = user.isPresent() ? sessions.userAlone(user.get()) : Sessions.SERVER;
    Call call =
        new Call(
            target.module().name(),
            method,
            caller,
            Level.SEVEN,
            Find.where(Query.everything()),
            Doc.empty(),
            doc,
            clock.instant(),
            innerCalls.ofOneCall(),
            List.of());
    try {
      return withRest(call, user.isPresent() ? permitted(target, call) : trusted(target, call));
    } catch (BehindCommit.Failed e) {
      throw e.unwrapped();
    }
  }

  /** A call, and what it calls. */
  record Entered(Target target, Call call) {}

  /** The part of the journey that ends with a known method and caller. */
  Entered enter(Request request) {
    Target target = FindMethod.find(modules, request);
    Caller caller = sessions.attach(request);
    checkArgs(target, caller, request);
    Asked asked =
        readQuery.read(target.module(), target.method(), request.level(), request.query());
    return new Entered(target, call(target, caller, request, asked));
  }

  /** Level 6 looks at who is calling first, level 1 at what was given. */
  private void checkArgs(Target target, Caller caller, Request request) {
    if (request.level().isFrom(Level.SIX)) {
      CheckPermit.check(target.module(), target.method(), caller);
    }
    checkArgs.check(target, request);
  }

  /** The part that begins with them. */
  Reply permitted(Target target, Call call) {
    if (target.method().kind() == MethodSpec.Kind.UNDO) {
      return undo.run(target.module(), call); // which comes back here, or stays behind its permit
    }
    Entered allowed = allowed(target, call);
    Reply reply = trusted(allowed.target(), allowed.call());
    return BehindCommit.run(reply, () -> shown(allowed.target(), allowed.call(), reply));
  }

  /** The part that module code may enter past the permissions. */
  Reply trusted(Target target, Call call) {
    try {
      Call prepared = RunHooks.before(target, call);
      if (!prepared.joined().isEmpty()) {
        return runBatch.together(target, prepared);
      }
      Reply reply = runMethod.run(target.module(), target.method(), prepared);
      return BehindCommit.run(reply, () -> RunHooks.after(target, prepared, reply));
    } catch (Refusal refusal) {
      throw Codes.complete(target.module(), call, refusal);
    }
  }

  /**
   * The call with its permit's condition and with a doc that the method may rely on, and the module
   * as the caller may see it.
   */
  Entered allowed(Target target, Call call) {
    LoadedModule module = target.module();
    Permit permit = CheckPermit.check(module, target.method(), call.caller());
    LoadedModule seen = NarrowModule.to(module, call.caller(), permit);
    Find asked = checkAsked.check(module, seen, call);
    Find past = checkPast.check(module, target.method(), call.withFind(asked));
    Call allowed = call.withFind(CheckPermit.narrowed(past, permit));
    return new Entered(
        new Target(seen, target.method()),
        convertDoc.convert(seen, target.method(), permit, allowed));
  }

  /** The reply as its caller may see it. */
  Reply shown(Target target, Call call, Reply reply) {
    Reply readable = checkReadable.check(target.module(), call, reply);
    return showDocs.show(target.module(), call, readable);
  }

  private Call call(Target target, Caller caller, Request request, Asked asked) {
    return new Call(
        target.module().name(),
        target.method().name(),
        caller,
        request.level(),
        asked.find(),
        asked.args(),
        new Doc(request.doc()),
        clock.instant(),
        innerCalls.ofOneCall(),
        List.of());
  }
}
