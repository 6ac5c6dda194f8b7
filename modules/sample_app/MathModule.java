package sample_app;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import java.util.List;

/** Arithmetic for those who ask: a service module, so no collection. */
public final class MathModule implements LimpModule {
  private static final Attr<Long> A = integer("a");
  private static final Attr<Long> B = integer("b");
  private static final Attr<List<Long>> NUMBERS = list("numbers", AttrType.integer());
  private static final Attr<Long> SUM = integer("sum");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("math")
        .method(
            "add",
            add ->
                add.permit(anyone())
                    .post()
                    .docArgs(A, B)
                    .orDocArgs(NUMBERS)
                    .returns(SUM)
                    .run(this::add));
  }

  private Reply add(Call call) {
    Doc doc = call.doc();
    List<Long> numbers = doc.has(A) ? List.of(doc.get(A), doc.get(B)) : doc.get(NUMBERS);
    try {
      return Reply.of(SUM, numbers.stream().reduce(0L, Math::addExact));
    } catch (ArithmeticException e) {
      throw Refusal.badRequest("TOO_LARGE", "%s are too much for 64 bits.", numbers);
    }
  }
}
