package shop;

import io.limp.api.LimpPackage;
import io.limp.api.PackageSpec;

/** The shop: its way to the warehouse. */
public final class Shop implements LimpPackage {
  @Override
  public PackageSpec spec() {
    return PackageSpec.of("shop").gateway("pager", new Pager());
  }
}
