package io.limp.call.base;

import io.limp.api.Call;
import io.limp.api.Reply;
import io.limp.call.LoadedModule;

/** A method that the framework brings. The call's query is bound and its doc is converted. */
public interface BaseMethod {
  Reply run(LoadedModule module, Call call);
}
