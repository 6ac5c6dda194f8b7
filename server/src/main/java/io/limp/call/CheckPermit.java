package io.limp.call;

import io.limp.api.Caller;
import io.limp.api.Find;
import io.limp.api.MethodSpec;
import io.limp.api.Permit;
import java.util.List;
import java.util.Optional;

/** The first permit that fits the caller, for every way into the server. */
final class CheckPermit {
  private CheckPermit() {}

  static Permit check(LoadedModule module, MethodSpec method, Caller caller) {
    return check(module, method.permits(), caller);
  }

  static Permit check(LoadedModule module, List<Permit> permits, Caller caller) {
    return find(module, permits, caller).orElseThrow(Codes::forbidden);
  }

  /** Empty: the caller may not call the method. */
  static Optional<Permit> find(LoadedModule module, MethodSpec method, Caller caller) {
    return find(module, method.permits(), caller);
  }

  private static Optional<Permit> find(LoadedModule module, List<Permit> permits, Caller caller) {
    return permits.stream().filter(permit -> fits(permit, module, caller)).findFirst();
  }

  /** The part of what is asked for that the permit gives. */
  static Find narrowed(Find asked, Permit permit) {
    Find allowed = asked.and(permit.where());
    return permit.most().isEmpty()
        ? allowed
        : allowed.limit(
            Math.min(permit.most().getAsInt(), asked.limit().orElse(Integer.MAX_VALUE)));
  }

  private static boolean fits(Permit permit, LoadedModule module, Caller caller) {
    return switch (permit.who()) {
      case ANYONE -> true;
      case SIGNED_IN -> !caller.anonymous();
      case PRIVILEGED -> caller.privileges().allows(module.name(), permit.privilege());
    };
  }
}
