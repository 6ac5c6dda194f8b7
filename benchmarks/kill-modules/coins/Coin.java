package coins;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;

/** What the migrations of {@code benchmarks/kill} change: a document that counts its turns. */
public final class Coin implements LimpModule {
  public static final Attr<Long> TURNS = integer("turns");
  public static final Attr<String> TEXT = str("text");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("coin").collection("coins").attrs(Coin.class);
  }
}
