/**
 * Measures the database's driver from within one process: {@link io.limp.benchmarks.data.DataRun}.
 */
@NullMarked
package io.limp.benchmarks.data;

import org.jspecify.annotations.NullMarked;
