/** The journey of a call, one file a step; {@code CallPipeline} is the list of them. */
@NullMarked
package io.limp.call;

import org.jspecify.annotations.NullMarked;
