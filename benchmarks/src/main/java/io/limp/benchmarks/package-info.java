/** Measures the server from outside, as its own process: {@link io.limp.benchmarks.Run}. */
@NullMarked
package io.limp.benchmarks;

import org.jspecify.annotations.NullMarked;
