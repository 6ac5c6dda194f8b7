package io.limp.call.base;

import io.limp.api.Call;
import io.limp.api.Reply;
import io.limp.call.LoadedModule;
import io.limp.data.Write;
import io.limp.data.Written;
import java.util.Optional;
import java.util.function.Function;

/**
 * A call that has been through everything but the database.
 *
 * @param write what it writes; empty: nothing, and it is answered all the same
 * @param reply what it answers when that is written
 */
public record PendingWrite(
    LoadedModule module, Call call, Optional<Write> write, Function<Written, Reply> reply) {}
