/** Measurements. Figures and how to repeat them are in RESULTS.md. */
@NullMarked
package io.limp.benchmarks;

import org.jspecify.annotations.NullMarked;
