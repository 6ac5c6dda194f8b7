package io.limp.methods;

import static io.limp.api.Limp.any;
import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.decimal;
import static io.limp.api.Limp.integer;
import static io.limp.api.Limp.str;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A module whose author makes every mistake that compiles. */
public final class Clumsy implements LimpModule {
  public static final Attr<String> NAME = str("name");
  public static final Attr<Double> WEIGHT = decimal("weight").optional();
  public static final Attr<Long> STARS = integer("stars", n -> n.range(1, 5)).optional();
  public static final Attr<Object> REMARK = any("remark").optional();

  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean computing = true;

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("clumsy")
        .collection("clumsies")
        .attrs(Clumsy.class)
        .read(anyone())
        .create(anyone())
        .update(anyone())
        .beforeCreate(Clumsy::spoil)
        .beforeUpdate(call -> null)
        .method("hello", m -> m.permit(anyone()).post().run(call -> new Reply.Text("hello")))
        .method("before", m -> m.permit(anyone()).before(call -> null).run(Clumsy::hello))
        .method("after", m -> m.permit(anyone()).after((c, reply) -> null).run(Clumsy::hello))
        .method("nothing", m -> m.permit(anyone()).post().run(call -> null))
        .method("astray", m -> m.permit(anyone()).run(Clumsy::astray))
        .method("odd", m -> m.permit(anyone()).run(call -> Reply.of(REMARK, new Object())))
        .method("late", m -> m.permit(anyone()).after(Clumsy::odd).run(Clumsy::hello))
        .method("boom", m -> m.permit(anyone()).post().run(Clumsy::boom))
        .method("die", m -> m.permit(anyone()).run(Clumsy::die))
        .method("fall", m -> m.permit(anyone()).run(Clumsy::fall))
        .method("deep", m -> m.permit(anyone()).run(call -> deep(call, 0)))
        .method("sleep", m -> m.permit(anyone()).post().run(this::sleep))
        .method("stay", m -> m.permit(anyone()).post().run(this::stay))
        .method("write", m -> m.permit(anyone()).run(this::write))
        .method("compute", m -> m.permit(anyone()).run(this::compute));
  }

  /** Lets those go that do not end by themselves. */
  void release() {
    computing = false;
    released.countDown();
  }

  /** What the name asks for. */
  private static Call spoil(Call call) {
    return switch (call.doc().get(NAME)) {
      case "number" -> call.withDoc(new Doc(Map.of("name", 5L)));
      case "nan" -> call.with(WEIGHT, Double.NaN);
      case "stars" -> call.with(STARS, 6L);
      case "object" -> call.with(REMARK, List.of(new Object()));
      case "fine" -> call.with(STARS, 5L).with(WEIGHT, 1.5).with(REMARK, List.of("x"));
      default -> call;
    };
  }

  private static Reply odd(Call call, Reply reply) {
    return Reply.of(REMARK, Map.of("x", new Object()));
  }

  private static Reply hello(Call call) {
    return new Reply.Text("hello");
  }

  private static Reply astray(Call call) {
    call.trusted(Clumsy.class).delete(NAME.is("x")); // it has no such method
    return hello(call);
  }

  private static Reply boom(Call call) {
    throw new IllegalArgumentException("a secret detail");
  }

  private static Reply die(Call call) {
    throw new NoClassDefFoundError("a/secret/Detail");
  }

  private static Reply fall(Call call) {
    return Reply.of(NAME, call.doc().get(NAME)); // there is none
  }

  @SuppressWarnings("InfiniteRecursion")
  private static Reply deep(Call call, int depth) {
    return deep(call, depth + 1);
  }

  private Reply sleep(Call call) {
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted with a secret detail", e);
    }
    return hello(call);
  }

  private Reply stay(Call call) {
    while (true) {
      try {
        released.await();
        return hello(call);
      } catch (InterruptedException e) {
        // It knows better.
      }
    }
  }

  private Reply write(Call call) {
    call.trusted(Clumsy.class).create(Doc.of(NAME, "written"));
    return sleep(call);
  }

  private Reply compute(Call call) {
    while (computing) {
      Thread.onSpinWait();
    }
    return hello(call);
  }
}
