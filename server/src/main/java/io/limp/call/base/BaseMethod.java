package io.limp.call.base;

import io.limp.api.Call;
import io.limp.api.Reply;
import io.limp.call.LoadedModule;

/** A method that the framework brings. The call's query is bound and its doc is converted. */
public interface BaseMethod {
  Reply run(LoadedModule module, Call call);

  /** Where the module keeps its documents; the start check has made sure that it does. */
  static String collection(LoadedModule module) {
    return module
        .spec()
        .collection()
        .orElseThrow(() -> new IllegalStateException(module.name() + " has no collection"));
  }
}
