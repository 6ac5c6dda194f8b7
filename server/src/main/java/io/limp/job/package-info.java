/** Methods that the clock calls. Begin with {@code Scheduler}. */
@NullMarked
package io.limp.job;

import org.jspecify.annotations.NullMarked;
