package benchmark;

import static io.limp.api.Limp.*;

import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;

/** Calls that do nothing, one of them through a hook: what is left is the server's own work. */
public final class Ping implements LimpModule {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("ping")
        .method("ping", ping -> ping.permit(anyone()).run(call -> new Reply.Empty()))
        .method(
            "hooked",
            hooked -> hooked.permit(anyone()).before(call -> call).run(call -> new Reply.Empty()));
  }
}
