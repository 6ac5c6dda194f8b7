/** Kills a process that writes, again and again: {@link io.limp.benchmarks.kill.KillRun}. */
@NullMarked
package io.limp.benchmarks.kill;

import org.jspecify.annotations.NullMarked;
