package benchmark;

import static io.limp.api.Limp.*;

import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;

/** A call that does nothing: what is left is the server's own work. */
public final class Ping implements LimpModule {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("ping")
        .method("ping", ping -> ping.permit(anyone()).run(call -> new Reply.Empty()));
  }
}
