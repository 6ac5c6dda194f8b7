package io.limp.jobs;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What has to be done every now and then. */
final class Chores implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<String> TITLE = str("title");

  final AtomicInteger counted = new AtomicInteger();
  final AtomicInteger waiting = new AtomicInteger();
  final CountDownLatch gate = new CountDownLatch(1);

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("chores")
        .collection("chores")
        .attrs(USER, TITLE)
        .read(anyone())
        .create(permit("create"))
        .method("count", m -> m.run(this::count))
        .method("wait", m -> m.run(this::untilTheGateOpens))
        .method("die", m -> m.run(this::die));
  }

  private Reply count(Call call) {
    counted.incrementAndGet();
    call.trusted(Chores.class).create(Doc.of(TITLE, "counted"));
    return new Reply.Empty();
  }

  /** However often it is interrupted. */
  private Reply untilTheGateOpens(Call call) {
    waiting.incrementAndGet();
    while (true) {
      try {
        gate.await();
        return new Reply.Empty();
      } catch (InterruptedException e) {
        // a job that does not let itself be stopped
      }
    }
  }

  private Reply die(Call call) {
    throw new IllegalStateException("the broom is broken");
  }
}
