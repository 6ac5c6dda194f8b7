package io.limp.call;

import io.limp.api.Call;
import io.limp.api.Find;
import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.api.Permit;
import io.limp.core.Diff;
import java.util.List;
import java.util.Optional;

/**
 * What the method's own permit does not allow: to read deleted documents takes that of {@code
 * undelete} too, to delete for good one of {@code forceDelete} where the module has that word, and
 * to be shown who changed what one of {@code diff/read}. Their conditions are ANDed.
 */
final class CheckPast {
  private final ModuleTable modules;

  CheckPast(ModuleTable modules) {
    this.modules = modules;
  }

  Find check(LoadedModule module, MethodSpec method, Call call) {
    Find find = call.find();
    Find.Past past = find.options().past();
    if (past.deleted()) {
      MethodSpec undelete = module.spec().methods().get("undelete");
      if (undelete == null) {
        throw Codes.forbidden();
      }
      find = find.and(CheckPermit.check(module, undelete, call.caller()).where());
    }
    if (past.changes() > 0 && call.level().isFrom(Level.SIX)) {
      LoadedModule diff = modules.of(Diff.class);
      CheckPermit.check(diff, InnerCalls.target(diff, "read").method(), call.caller());
    }
    Optional<List<Permit>> force = module.spec().forcePermits();
    if (method.kind() == MethodSpec.Kind.DELETE && find.options().soft() && force.isPresent()) {
      return find.and(CheckPermit.check(module, force.get(), call.caller()).where());
    }
    return find;
  }
}
