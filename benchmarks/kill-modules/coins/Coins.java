package coins;

import io.limp.api.LimpPackage;
import io.limp.api.Migration;
import io.limp.api.PackageSpec;

/** Turns every coin once in each of its migrations; COINS_TURNS says how many it has. */
public final class Coins implements LimpPackage {
  @Override
  public PackageSpec spec() {
    PackageSpec spec = PackageSpec.of("coins");
    int turns = Integer.parseInt(System.getenv("COINS_TURNS"));
    for (int turn = 1; turn <= turns; turn++) {
      spec =
          spec.migration(
              Migration.of(
                  "turn-" + turn, Coin.class, c -> c.with(Coin.TURNS, c.get(Coin.TURNS) + 1)));
    }
    return spec;
  }
}
