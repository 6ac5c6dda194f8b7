package io.limp.level1;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.permit;

import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;

/** GET methods that fail, or that not everybody may call. */
public final class Faulty implements LimpModule {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("faulty")
        .method(
            "explode",
            m ->
                m.permit(anyone())
                    .queryArgs(ID, ModuleSpec.FILE_NAME)
                    .get()
                    .run(
                        call -> {
                          throw new IllegalStateException("a secret detail");
                        }))
        .method(
            "guarded",
            m ->
                m.permit(permit("read"))
                    .queryArgs(ID, ModuleSpec.FILE_NAME)
                    .get()
                    .run(call -> new Reply.Text("\"guarded\"")));
  }
}
