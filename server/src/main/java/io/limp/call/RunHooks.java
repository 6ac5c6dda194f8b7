package io.limp.call;

import io.limp.api.Call;
import io.limp.api.MethodSpec.Hook;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.FindMethod.Target;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The hooks of a method, in order. */
final class RunHooks {
  private RunHooks() {}

  /** The call as the hooks before the method hand it on. */
  static Call before(Target target, Call call) {
    Call prepared = call;
    for (Hook<UnaryOperator<Call>> hook : target.method().before()) {
      Call handed = notNull(hook.code().apply(prepared), hook);
      CheckHandedOn.doc(target.module(), target.method(), prepared, handed, hook.source());
      prepared = handed;
    }
    return prepared;
  }

  /** The reply as the hooks after the method hand it on. */
  static Reply after(Target target, Call call, Reply reply) {
    try {
      Reply changed = reply;
      for (Hook<BiFunction<Call, Reply, Reply>> hook : target.method().after()) {
        Reply handed = notNull(hook.code().apply(call, changed), hook);
        if (!handed.equals(changed)) {
          CheckHandedOn.reply("a hook", handed, hook.source());
        }
        changed = handed;
      }
      return changed;
    } catch (Refusal refusal) {
      throw Codes.complete(target.module(), call, refusal);
    }
  }

  @SuppressWarnings("ConstantValue") // authors' code is not checked for nulls
  private static <T> T notNull(T given, Hook<?> hook) {
    if (given == null) {
      throw new AuthorsFault("a hook returned null", hook.source());
    }
    return given;
  }
}
