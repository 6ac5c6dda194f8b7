package io.limp.call;

import io.limp.api.Caller;
import io.limp.api.MethodSpec;
import io.limp.api.Permit;

/** The first permit that fits the caller, for every way into the server. */
final class CheckPermit {
  private CheckPermit() {}

  static Permit check(LoadedModule module, MethodSpec method, Caller caller) {
    for (Permit permit : method.permits()) {
      if (fits(permit, module, caller)) {
        return permit;
      }
    }
    throw Codes.forbidden();
  }

  private static boolean fits(Permit permit, LoadedModule module, Caller caller) {
    return switch (permit.who()) {
      case ANYONE -> true;
      case SIGNED_IN -> !caller.anonymous();
      case PRIVILEGED -> caller.privileges().allows(module.name(), permit.privilege());
    };
  }
}
