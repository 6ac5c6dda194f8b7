package io.limp.call.base;

import io.limp.api.Call;
import io.limp.call.LoadedModule;

/**
 * A method of the framework's that writes: alone, or with others in a batch. The call's query is
 * bound and its doc is converted.
 */
public interface WriteMethod {
  /**
   * Makes ready what is to be written.
   *
   * @throws io.limp.api.Refusal when it may not be
   */
  PendingWrite prepare(LoadedModule module, Call call);
}
