package sample_app;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;
import io.limp.api.Reply;

/** Arithmetic for those who ask: a service module, so no collection. */
public final class MathModule implements LimpModule {
  private static final Attr<Long> A = integer("a");
  private static final Attr<Long> B = integer("b");
  private static final Attr<Long> SUM = integer("sum");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("math")
        .method(
            "add", add -> add.permit(anyone()).post().docArgs(A, B).returns(SUM).run(this::add));
  }

  private Reply add(Call call) {
    long a = call.doc().get(A);
    long b = call.doc().get(B);
    try {
      return Reply.of(SUM, Math.addExact(a, b));
    } catch (ArithmeticException e) {
      throw Refusal.badRequest("TOO_LARGE", "%d and %d are too much for 64 bits.", a, b);
    }
  }
}
